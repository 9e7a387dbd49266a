/**
 * What a product home holds besides the product: the runtime's wheel and lock, and the script that
 * installs them.
 */
@NullMarked
package dev.regauge.templates.runtime;

import org.jspecify.annotations.NullMarked;

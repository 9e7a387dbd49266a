/**
 * Text that two or more adapters emit unchanged: the engine's side of the step protocol. Knows no
 * spec.
 */
@NullMarked
package dev.regauge.templates.shim;

import org.jspecify.annotations.NullMarked;

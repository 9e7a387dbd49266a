/**
 * Values as finished pieces of a target language, so that no spec value is ever pasted into code.
 * Part of the kernel.
 */
@NullMarked
package dev.regauge.templates.literal;

import org.jspecify.annotations.NullMarked;

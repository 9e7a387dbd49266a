/**
 * The ticks of a job in a span of time, for {@code regauge schedule preview}. Asks no clock: the
 * command says from when.
 */
@NullMarked
package dev.regauge.engine.preview;

import org.jspecify.annotations.NullMarked;

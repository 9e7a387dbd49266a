/** What a completed product says at each place, for {@code regauge explain}. */
@NullMarked
package dev.regauge.engine.explain;

import org.jspecify.annotations.NullMarked;

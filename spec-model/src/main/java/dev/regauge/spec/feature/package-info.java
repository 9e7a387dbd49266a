/** What a spec asks of a target, and what a target can answer. Names no target. */
@NullMarked
package dev.regauge.spec.feature;

import org.jspecify.annotations.NullMarked;

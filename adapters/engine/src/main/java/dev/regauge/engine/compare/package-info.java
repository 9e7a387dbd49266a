/**
 * Compares what several runners did with one plan: states, attempts, order, check outcomes and
 * rows.
 *
 * <p>Reads traces (semantics 29) and, for the order, the plan; knows no engine.
 */
@NullMarked
package dev.regauge.engine.compare;

import org.jspecify.annotations.NullMarked;

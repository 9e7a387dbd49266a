/**
 * The linked product: every name resolved, every edge known, one order.
 *
 * <p>The only place that walks edges; rules, planner and selectors ask it. May read {@code model}
 * and {@code diagnostic}.
 */
@NullMarked
package dev.regauge.spec.graph;

import org.jspecify.annotations.NullMarked;

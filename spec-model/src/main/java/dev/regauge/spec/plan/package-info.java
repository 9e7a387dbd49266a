/**
 * The plan stage: the linked product as what runs, after what, when, with which waits and gates.
 *
 * <p>The plan is neutral and complete: adapters, the local runner, the ledger and the comparison
 * read it and nothing else. This package may read {@code model} and {@code graph}; it knows neither
 * YAML nor a target.
 */
@NullMarked
package dev.regauge.spec.plan;

import org.jspecify.annotations.NullMarked;

/**
 * The adapter for Dagster: a plan becomes a code location. May read the plan, the seam and the
 * rendering kernel; knows neither YAML nor another adapter.
 */
@NullMarked
package dev.regauge.adapters.dagster;

import org.jspecify.annotations.NullMarked;

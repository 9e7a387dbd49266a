/** The adapter for Dagster. */
@NullMarked
package dev.regauge.adapters.dagster;

import org.jspecify.annotations.NullMarked;

/**
 * When Dagster ticks of itself: {@code dagster._utils.schedules} of 1.13, function by function, so
 * that its accidents are kept too. Part of the adapter; only {@code EngineClock} leaves it.
 */
@NullMarked
package dev.regauge.adapters.dagster.clock;

import org.jspecify.annotations.NullMarked;

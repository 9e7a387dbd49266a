/**
 * The target model: a product as Airflow's DAGs, tasks, assets and pools. Decided by the lowering,
 * printed by emit.
 */
@NullMarked
package dev.regauge.adapters.airflow.model;

import org.jspecify.annotations.NullMarked;

package dev.regauge.adapters.airflow.model;

import java.util.List;
import java.util.Optional;

/**
 * An asset's step as a task, which also carries the asset's outlet.
 *
 * @param id the asset's identifier
 * @param waits seconds before retry 1, 2, ...; empty = no retry
 * @param waitsWhenLost the same for a process that died without a result; empty when that is not
 *     tried again
 * @param inlets keys of the assets that it reads or follows
 */
public record Task(
    String id,
    String asset,
    String owner,
    String doc,
    Optional<PoolUse> pool,
    List<Double> waits,
    List<Double> waitsWhenLost,
    List<String> inlets) {

  /** The pool, by its name in Airflow, of which a running attempt holds {@code slots}. */
  public record PoolUse(String engineName, int slots) {}
}

package dev.regauge.adapters.airflow.model;

import dev.regauge.adapters.spi.PodWords;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An asset's step as a task, which also carries the asset's outlet; or a pack of assets as one task
 * with all their outlets.
 *
 * @param id the asset's or the pack's identifier
 * @param name the asset's key, or the pack's identifier
 * @param outlets the keys of what it makes
 * @param needs of a pack: the tasks before it, each with the assets of it that must have been made;
 *     absent of an asset
 * @param waits seconds before retry 1, 2, ...; empty = no retry
 * @param waitsWhenLost the same for a process that died without a result; empty when that is not
 *     tried again
 * @param shortestWait seconds that are waited before any retry; 0 where waits are drawn
 * @param triggerRule what must have become of the tasks before it, absent = each succeeded
 * @param pod what the step asks of a pod of its own
 * @param inlets keys of the assets that it reads or follows
 */
public record Task(
    String id,
    String name,
    List<String> outlets,
    Optional<SortedMap<String, List<String>>> needs,
    String owner,
    String doc,
    Optional<PoolUse> pool,
    List<Double> waits,
    List<Double> waitsWhenLost,
    double shortestWait,
    Optional<String> triggerRule,
    int priority,
    PodWords pod,
    List<String> inlets) {

  /** The rule of a task that comes after others however they ended. */
  public static final String ALL_DONE = "all_done";

  /** Whether it comes after others however they ended. */
  public boolean isAfterAnyEnd() {
    return triggerRule.filter(ALL_DONE::equals).isPresent();
  }

  /** The pool, by its name in Airflow, of which a running attempt holds {@code slots}. */
  public record PoolUse(String engineName, int slots) {}
}

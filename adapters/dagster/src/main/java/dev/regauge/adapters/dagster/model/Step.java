package dev.regauge.adapters.dagster.model;

import dev.regauge.adapters.dagster.model.Asset.Following;
import dev.regauge.adapters.spi.PodWords;
import java.util.List;
import java.util.Optional;

/**
 * One step: an asset, or a pack of assets that are run one after the other.
 *
 * @param opName its name in Dagster's log, unique in the instance
 * @param function the Python function's name
 * @param name what the step protocol calls it: the asset's key, or the pack's identifier
 * @param assets upstream before downstream
 * @param pack the pack's identifier, absent of an asset by itself
 * @param pod what the step asks of a pod of its own; all assets of a pack ask for the same
 * @param job the job whose name a run outside of any job bears
 */
public record Step(
    String opName,
    String function,
    String name,
    List<Asset> assets,
    Optional<String> pack,
    String job,
    List<Double> retryWaits,
    int priority,
    PodWords pod,
    Optional<String> pool,
    Optional<Following> following) {

  /** Returns the step of one asset. */
  public static Step of(Asset asset) {
    return new Step(
        asset.opName(),
        asset.function(),
        asset.key(),
        List.of(asset),
        Optional.empty(),
        asset.job(),
        asset.retryWaits(),
        asset.priority(),
        asset.pod(),
        asset.pool(),
        asset.following());
  }
}

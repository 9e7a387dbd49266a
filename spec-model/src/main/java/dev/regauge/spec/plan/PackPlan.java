package dev.regauge.spec.plan;

import java.util.List;
import java.util.Optional;

/**
 * Assets of a job that one step of the engine runs, one after the other (semantics 23).
 *
 * @param name the group's, or the job's
 * @param identifier unique in the product, also among the assets', for example {@code
 *     pack__daily__silver}
 * @param assets upstream before downstream
 * @param needs the assets of other packs that must have succeeded before this pack begins, by key
 * @param retry what is made of the loss of the pack's own process: as often as every one of its
 *     assets may be tried again after that. Of a failed asset the pack tries again by itself.
 * @param pool of which the pack holds as many slots as its hungriest asset, from its begin to its
 *     end
 * @param priority that of its most urgent asset
 */
public record PackPlan(
    String name,
    String identifier,
    List<String> assets,
    List<String> needs,
    RetryPlan retry,
    Optional<AssetPlan.PoolUse> pool,
    int priority) {}

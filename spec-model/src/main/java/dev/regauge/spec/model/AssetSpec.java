package dev.regauge.spec.model;

import dev.regauge.spec.model.ProductSpec.PoolUseSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A named data object, how it is made and what it needs. */
public record AssetSpec(
    String key,
    List<String> was,
    Optional<String> description,
    Optional<String> group,
    List<String> owners,
    List<String> kinds,
    SortedMap<String, String> tags,
    SortedMap<String, Value> metadata,
    Optional<String> partitions,
    List<InputSpec> inputs,
    List<DependencySpec> deps,
    List<String> resources,
    RunSpec run,
    SortedMap<String, Value> env,
    Optional<String> execution,
    Optional<RetrySpec> retry,
    Optional<String> maxRuntime,
    Optional<PoolUseSpec> pool,
    Optional<String> codeVersion,
    Optional<List<OutputSpec>> outputs,
    List<CheckSpec> checks) {

  /** Something read: an asset of the product, or a table. Exactly one of the two. */
  public record InputSpec(
      Optional<String> asset, Optional<String> table, Optional<String> as, Optional<String> mapping) {}

  /** An asset that comes first, without being read. */
  public record DependencySpec(String asset, Optional<String> mapping) {}
}

package dev.regauge.spec.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One product as its file says it, in normal form (spec.md 6).
 *
 * <p>Lists keep the file's order, so that a finding can name the n-th element; what is a set is sorted by the planner.
 */
public record ProductSpec(
    String apiVersion,
    String kind,
    MetadataSpec metadata,
    List<TargetSpec> targets,
    CodeSpec code,
    DefaultsSpec defaults,
    SortedMap<String, EnvironmentSpec> environments,
    SortedMap<String, ParamSpec> params,
    SortedMap<String, PoolSpec> pools,
    SortedMap<String, PartitionSetSpec> partitions,
    SortedMap<String, CatalogSpec> catalogs,
    SortedMap<String, ResourceSpec> resources,
    List<TableSpec> tables,
    List<AssetSpec> assets,
    List<JobSpec> jobs,
    List<SilenceSpec> silence) {

  /** Who and what the product is. */
  public record MetadataSpec(
      String name,
      Optional<String> version,
      Optional<String> domain,
      Optional<String> owner,
      Optional<String> description,
      SortedMap<String, String> labels) {}

  /** One bundle to make: an adapter with its options, and losses accepted by name and reason. */
  public record TargetSpec(
      Optional<String> name,
      String adapter,
      Optional<String> version,
      SortedMap<String, Value> options,
      List<AcceptSpec> accept) {}

  /** An approximated or refused optional feature that the author lets through. */
  public record AcceptSpec(String feature, String reason) {}

  /** The user's code: paths under the product root, Python range, lock file. */
  public record CodeSpec(List<String> paths, Optional<String> python, Optional<String> lock) {}

  /** What every asset has unless it says otherwise. */
  public record DefaultsSpec(
      Optional<String> execution,
      Optional<String> timezone,
      Optional<RetrySpec> retry,
      Optional<String> maxRuntime,
      Optional<PoolUseSpec> pool) {}

  /** What differs in one environment. */
  public record EnvironmentSpec(
      Optional<String> namespace,
      SortedMap<String, String> values,
      Optional<ImageSpec> image,
      SortedMap<String, JobSwitchSpec> jobs,
      SortedMap<String, Integer> pools) {}

  /** An image's tag or digest in one environment. */
  public record ImageSpec(Optional<String> tag, Optional<String> digest) {}

  /** Whether a job's triggers are on in one environment. */
  public record JobSwitchSpec(Optional<Boolean> enabled) {}

  /** An input of a run; type is string, int, float, boolean, date, timestamp or list. */
  public record ParamSpec(
      String type,
      @com.fasterxml.jackson.annotation.JsonProperty("default") Optional<Value> defaultValue,
      Optional<Boolean> required,
      List<Value> values,
      Optional<String> description) {}

  /** A limit on steps that run at once. */
  public record PoolSpec(int slots, Optional<Boolean> shared) {}

  /** The use of a pool by a step. */
  public record PoolUseSpec(String name, Optional<Integer> slots) {}

  /** An Iceberg catalog; {@code uri}, {@code warehouse}, {@code credential} are values. */
  public record CatalogSpec(
      String type,
      Optional<Value> uri,
      Optional<Value> warehouse,
      Optional<Value> credential,
      SortedMap<String, Value> properties,
      @com.fasterxml.jackson.annotation.JsonProperty("default") Optional<Boolean> isDefault) {}

  /** A named dependency handed to a run. */
  public record ResourceSpec(
      String type, Optional<String> factory, SortedMap<String, Value> config) {}

  /** A finding that the author silences, by code, place and reason; warnings only. */
  public record SilenceSpec(String code, Optional<String> at, String reason) {}
}

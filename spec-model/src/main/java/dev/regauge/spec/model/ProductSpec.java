package dev.regauge.spec.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.MovedFields;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.ShortForm.Written;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One product as its file says it, in normal form (spec.md 6).
 *
 * <p>Lists keep the file's order, so that a finding can name the n-th element; what is a set is
 * sorted by the planner.
 */
@MovedFields("checks")
public record ProductSpec(
    @Choice("regauge.dev/v1") String apiVersion,
    @Choice(
            value = {"DataProduct"},
            later = {"Service", "Topic", "Manifest"})
        String kind,
    MetadataSpec metadata,
    List<TargetSpec> targets,
    CodeSpec code,
    DefaultsSpec defaults,
    @KeyFormat(TextFormat.PRODUCT_NAME) SortedMap<String, EnvironmentSpec> environments,
    @KeyFormat(TextFormat.NAME) SortedMap<String, ParamSpec> params,
    @KeyFormat(TextFormat.NAME) SortedMap<String, PoolSpec> pools,
    @KeyFormat(TextFormat.NAME) SortedMap<String, PartitionSetSpec> partitions,
    @KeyFormat(TextFormat.NAME) SortedMap<String, CatalogSpec> catalogs,
    @KeyFormat(TextFormat.NAME) SortedMap<String, ResourceSpec> resources,
    List<TableSpec> tables,
    List<AssetSpec> assets,
    List<JobSpec> jobs,
    List<SilenceSpec> silence) {

  /** Who and what the product is. */
  public record MetadataSpec(
      @Format(TextFormat.PRODUCT_NAME) String name,
      @Format(TextFormat.VERSION) Optional<String> version,
      @Format(TextFormat.PRODUCT_NAME) Optional<String> domain,
      @Format(TextFormat.ONE_LINE) Optional<String> owner,
      Optional<String> description,
      @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, String> labels) {}

  /** One bundle to make: an adapter with its options, and losses accepted by name and reason. */
  public record TargetSpec(
      @Format(TextFormat.PRODUCT_NAME) Optional<String> name,
      @Format(TextFormat.PRODUCT_NAME) String adapter,
      @Format(TextFormat.ONE_LINE) Optional<String> version,
      @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, Value> options,
      List<AcceptSpec> accept) {}

  /** An approximated or refused optional feature that the author lets through. */
  public record AcceptSpec(
      @Format(TextFormat.NAME) String feature, @Format(TextFormat.ONE_LINE) String reason) {}

  /** The user's code: paths under the product root, Python range, lock file. */
  public record CodeSpec(
      @Format(TextFormat.PATH) List<String> paths,
      @Format(TextFormat.ONE_LINE) Optional<String> python,
      @Format(TextFormat.PATH) Optional<String> lock) {}

  /** What every asset has unless it says otherwise. */
  public record DefaultsSpec(
      @Choice({"process", "inline", "pod"}) Optional<String> execution,
      @Format(TextFormat.ONE_LINE) Optional<String> timezone,
      Optional<RetrySpec> retry,
      @Format(TextFormat.DURATION) Optional<String> maxRuntime,
      Optional<PoolUseSpec> pool) {}

  /** What differs in one environment. */
  public record EnvironmentSpec(
      @Format(TextFormat.PRODUCT_NAME) Optional<String> namespace,
      @KeyFormat(TextFormat.VARIABLE) SortedMap<String, String> values,
      Optional<ImageSpec> image,
      @KeyFormat(TextFormat.NAME) SortedMap<String, JobSwitchSpec> jobs,
      @KeyFormat(TextFormat.NAME) @Between(min = 1, max = 100000)
          SortedMap<String, Integer> pools) {}

  /** An image's tag or digest in one environment. */
  public record ImageSpec(
      @Format(TextFormat.ONE_LINE) Optional<String> tag,
      @Format(TextFormat.ONE_LINE) Optional<String> digest) {}

  /** Whether a job's triggers are on in one environment. */
  public record JobSwitchSpec(Optional<Boolean> enabled) {}

  /** An input of a run; type is string, int, float, boolean, date, timestamp or list. */
  @ShortForm(field = "default", as = Written.TYPED_LITERAL)
  public record ParamSpec(
      @Choice({"string", "int", "float", "boolean", "date", "timestamp", "list"}) String type,
      @JsonProperty("default") Optional<Value> defaultValue,
      Optional<Boolean> required,
      List<Value> values,
      Optional<String> description) {}

  /** A limit on steps that run at once. */
  @ShortForm(field = "slots", as = Written.INTEGER)
  public record PoolSpec(@Between(min = 1, max = 100000) int slots, Optional<Boolean> shared) {}

  /** The use of a pool by a step. */
  @ShortForm(field = "name")
  public record PoolUseSpec(
      @Format(TextFormat.NAME) String name,
      @Between(min = 1, max = 100000) Optional<Integer> slots) {}

  /** An Iceberg catalog; {@code uri}, {@code warehouse}, {@code credential} are values. */
  public record CatalogSpec(
      @Choice(
              value = {"jdbc", "rest"},
              later = {"polaris", "glue", "hive", "nessie", "memory"})
          String type,
      Optional<Value> uri,
      Optional<Value> warehouse,
      Optional<Value> credential,
      @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, Value> properties,
      @JsonProperty("default") Optional<Boolean> isDefault) {}

  /** A named dependency handed to a run. */
  public record ResourceSpec(
      @Choice(
              value = {"duckdb", "postgres", "http", "python"},
              later = {"trino", "s3", "kafka", "nats", "iceberg", "dbt", "flightsql", "spark"})
          String type,
      @Format(TextFormat.ENTRYPOINT) Optional<String> factory,
      @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, Value> config) {}

  /** A finding that the author silences, by code, place and reason; warnings only. */
  public record SilenceSpec(
      @Format(TextFormat.ONE_LINE) String code,
      @Format(TextFormat.ONE_LINE) Optional<String> at,
      @Format(TextFormat.ONE_LINE) String reason) {}
}

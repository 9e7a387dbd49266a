package dev.regauge.spec.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Derived;
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
 *
 * @param services the files of kind Service that the product includes
 * @param topics the files of kind Topic that the product includes
 */
@MovedFields("checks")
public record ProductSpec(
    @Choice("regauge.dev/v1") String apiVersion,
    @Choice(
            value = {"DataProduct"},
            later = {"Manifest"})
        String kind,
    MetadataSpec metadata,
    @Format(TextFormat.PATH_PATTERN) List<String> include,
    PlatformSpec platform,
    @Choice({"simple", "centralized", "mesh"}) Optional<String> mode,
    @KeyFormat(TextFormat.NAME) @Format(TextFormat.NAME) SortedMap<String, String> capabilities,
    List<TargetSpec> targets,
    CodeSpec code,
    DefaultsSpec defaults,
    @KeyFormat(TextFormat.PRODUCT_NAME) SortedMap<String, EnvironmentSpec> environments,
    @KeyFormat(TextFormat.NAME) SortedMap<String, ParamSpec> params,
    @KeyFormat(TextFormat.NAME) SortedMap<String, PoolSpec> pools,
    @KeyFormat(TextFormat.NAME) SortedMap<String, PartitionSetSpec> partitions,
    @KeyFormat(TextFormat.NAME) SortedMap<String, CatalogSpec> catalogs,
    @KeyFormat(TextFormat.NAME) SortedMap<String, ResourceSpec> resources,
    SecretStoresSpec secretStores,
    @KeyFormat(TextFormat.ASSET_KEY) SortedMap<String, ExternalSpec> external,
    List<TableSpec> tables,
    List<AssetSpec> assets,
    List<JobSpec> jobs,
    List<SensorSpec> sensors,
    List<HookSpec> hooks,
    @KeyFormat(TextFormat.NAME) SortedMap<String, AlertSpec> alerts,
    Optional<QualityGateSpec> qualityGate,
    List<PortSpec> ports,
    ObservabilitySpec observability,
    List<SilenceSpec> silence,
    @Derived List<ServiceSpec> services,
    @Derived List<TopicSpec> topics) {

  /** Returns the same product with other assets. */
  public ProductSpec with(List<AssetSpec> assets) {
    return with(external, assets);
  }

  /** Returns the same product with other things that are made elsewhere. */
  public ProductSpec withExternal(SortedMap<String, ExternalSpec> external) {
    return with(external, assets);
  }

  private ProductSpec with(SortedMap<String, ExternalSpec> external, List<AssetSpec> assets) {
    return new ProductSpec(
        apiVersion,
        kind,
        metadata,
        include,
        platform,
        mode,
        capabilities,
        targets,
        code,
        defaults,
        environments,
        params,
        pools,
        partitions,
        catalogs,
        resources,
        secretStores,
        external,
        tables,
        assets,
        jobs,
        sensors,
        hooks,
        alerts,
        qualityGate,
        ports,
        observability,
        silence,
        services,
        topics);
  }

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
      @Format(TextFormat.NAME) String feature, @Format(TextFormat.REASON) String reason) {}

  /** The user's code: paths under the product root, Python range, lock file. */
  public record CodeSpec(
      @Format(TextFormat.PATH) List<String> paths,
      @Format(TextFormat.ONE_LINE) Optional<String> python,
      @Format(TextFormat.PATH) Optional<String> lock,
      Optional<ImageSpec> image) {}

  /** What every asset has unless it says otherwise. */
  public record DefaultsSpec(
      @Choice({"process", "inline", "pod"}) Optional<String> execution,
      @Format(TextFormat.ONE_LINE) Optional<String> timezone,
      Optional<RetrySpec> retry,
      @Format(TextFormat.DURATION) Optional<String> maxRuntime,
      Optional<ComputeSpec> compute,
      Optional<PoolUseSpec> pool,
      Optional<BackfillSpec> backfill) {}

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

  /** A finding that the author silences, by code, place and reason; warnings only. */
  public record SilenceSpec(
      @Format(TextFormat.ONE_LINE) String code,
      @Format(TextFormat.ONE_LINE) Optional<String> at,
      @Format(TextFormat.REASON) String reason) {}
}

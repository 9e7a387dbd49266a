package dev.regauge.spec.resolve;

import static dev.regauge.spec.resolve.SpecResolver.or;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.AssetSpec.EachSpec;
import dev.regauge.spec.model.AssetSpec.ErrorsSpec;
import dev.regauge.spec.model.AssetSpec.InputSpec;
import dev.regauge.spec.model.BackfillSpec;
import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.OutputSpec;
import dev.regauge.spec.model.ProductSpec.DefaultsSpec;
import dev.regauge.spec.model.ProductSpec.MetadataSpec;
import dev.regauge.spec.model.ProductSpec.PoolUseSpec;
import dev.regauge.spec.model.ResourceSpec;
import dev.regauge.spec.model.RetrySpec;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.Warehouses;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** The defaults of assets: the product's own {@code defaults} first, then those of the spec. */
final class AssetDefaults {

  private static final SpecPath DEFAULTS = SpecPath.of("defaults");
  private static final String TABLE_STORE = "iceberg";

  private final MetadataSpec metadata;
  private final DefaultsSpec defaults;
  private final TableDefaults tables;
  private final String ownNamespace;
  private final SortedMap<String, ResourceSpec> resources;
  private final Inheritance inherited;

  AssetDefaults(
      MetadataSpec metadata,
      DefaultsSpec defaults,
      TableDefaults tables,
      String ownNamespace,
      SortedMap<String, ResourceSpec> resources,
      Inheritance inherited) {
    this.metadata = metadata;
    this.defaults = defaults;
    this.tables = tables;
    this.ownNamespace = ownNamespace;
    this.resources = resources;
    this.inherited = inherited;
  }

  AssetSpec asset(SpecPath at, AssetSpec spec) {
    List<OutputSpec> outputs = outputs(spec);
    return new AssetSpec(
        spec.key(),
        spec.was(),
        spec.description(),
        or(spec.group(), firstSegment(spec.key())),
        spec.owners().isEmpty() ? productOwner(at) : spec.owners(),
        spec.kinds().isEmpty() ? kinds(spec.run(), outputs) : spec.kinds(),
        spec.tags(),
        spec.metadata(),
        spec.partitions(),
        inherit(at, "timezone", spec.timezone(), defaults.timezone()),
        spec.inputs().stream().map(AssetDefaults::input).toList(),
        spec.deps(),
        or(spec.after(), "all"),
        spec.each().map(AssetDefaults::each),
        spec.when(),
        spec.resources(),
        run(spec.run()),
        spec.env(),
        inherit(at, "execution", spec.execution(), defaults.execution()),
        inherit(at, "retry", spec.retry().map(AssetDefaults::retry), defaults.retry()),
        inherit(at, "maxRuntime", spec.maxRuntime(), defaults.maxRuntime()),
        spec.errors().map(AssetDefaults::errors),
        inherit(at, "compute", spec.compute(), defaults.compute()),
        inherit(at, "pool", spec.pool().map(AssetDefaults::poolUse), defaults.pool()),
        or(spec.priority(), 0),
        spec.freshness(),
        inherit(at, "backfill", spec.backfill().map(AssetDefaults::backfill), defaults.backfill()),
        spec.requires(),
        spec.optional(),
        spec.capabilities(),
        or(spec.atomicOutputs(), false),
        spec.codeVersion(),
        Optional.of(outputs),
        spec.checks().stream().map(CheckDefaults::check).toList());
  }

  /** A field of its own hides the whole of the default one. */
  private <T> Optional<T> inherit(
      SpecPath at, String field, Optional<T> own, Optional<T> ofDefaults) {
    return inherited.or(own, at, field, ofDefaults, DEFAULTS.field(field));
  }

  private List<String> productOwner(SpecPath at) {
    metadata
        .owner()
        .ifPresent(_ -> inherited.note(at.field("owners").at(0), OutsideDefaults.OWNER));
    return metadata.owner().stream().toList();
  }

  static RetrySpec retry(RetrySpec spec) {
    return new RetrySpec(
        or(spec.max(), 3),
        or(spec.firstWait(), "PT60S"),
        or(spec.multiplier(), 2.0),
        or(spec.maxWait(), "PT1H"),
        or(spec.jitter(), "none"),
        spec.categories().isEmpty() ? List.of("TRANSIENT", "RESOURCE") : spec.categories(),
        or(spec.honorRetryAfter(), true));
  }

  static PoolUseSpec poolUse(PoolUseSpec spec) {
    return new PoolUseSpec(spec.name(), or(spec.slots(), 1));
  }

  static BackfillSpec backfill(BackfillSpec spec) {
    return new BackfillSpec(or(spec.maxPartitionsPerRun(), 1), or(spec.order(), "oldest"));
  }

  private static EachSpec each(EachSpec spec) {
    return new EachSpec(
        spec.list(), spec.collect(), or(spec.maxItems(), 1024), or(spec.maxParallel(), 8));
  }

  private static ErrorsSpec errors(ErrorsSpec spec) {
    return new ErrorsSpec(or(spec.onPartial(), "fail"), spec.map());
  }

  static RunSpec run(RunSpec spec) {
    return RunDefaults.run(spec);
  }

  /** Returns the run kind, and the kind of each store that a table of it lies in. */
  private List<String> kinds(RunSpec run, List<OutputSpec> outputs) {
    Stream<String> stores =
        outputs.stream().flatMap(output -> output.catalog().stream()).map(this::storeKind);
    return Stream.concat(Stream.of(run.kind()), stores).distinct().toList();
  }

  private Optional<ResourceSpec> resource(String name) {
    return Optional.ofNullable(resources.get(name));
  }

  private static boolean keepsTables(ResourceSpec resource) {
    return !Warehouses.isWarehouse(resource.type());
  }

  private String storeKind(String store) {
    ResourceSpec resource = resources.get(store);
    return resource == null ? TABLE_STORE : resource.type();
  }

  private List<OutputSpec> outputs(AssetSpec asset) {
    String table = tableOf(asset.key());
    String write = asset.run().isIngestion() && asset.partitions().isEmpty() ? "append" : "replace";
    // Whether a test of a dbt project blocks, its manifest says, which is read later.
    Optional<String> branch =
        asset.run() instanceof RunSpec.Dbt
            ? Optional.empty()
            : Optional.of(
                asset.checks().stream().anyMatch(CheckSpec::blocks) ? "audit" : TableDefaults.MAIN);
    TableDefaults tables = tablesOf(asset.run());
    if (asset.outputs().isPresent()) {
      return asset.outputs().get().stream()
          .map(output -> tables.output(output, table, write, branch))
          .toList();
    }
    if (!asset.run().makesATable()) {
      return List.of();
    }
    if (asset.run() instanceof RunSpec.Dbt group && group.isGroup()) {
      String namespace = table.substring(0, table.lastIndexOf('.') + 1);
      return group.models().stream()
          .map(RunSpec.Dbt::tableOf)
          .distinct()
          .map(name -> tables.implied(namespace + name, write, branch))
          .toList();
    }
    return List.of(tables.implied(table, write, branch));
  }

  /**
   * SQL on a database writes there unless it says otherwise (docs/adr/0007), on a warehouse not.
   */
  private TableDefaults tablesOf(RunSpec run) {
    return run instanceof RunSpec.Sql sql
            && sql.engine().flatMap(this::resource).filter(AssetDefaults::keepsTables).isPresent()
        ? new TableDefaults(sql.engine())
        : tables;
  }

  /** Returns the table named after a key; one segment alone lies in the product's own namespace. */
  private String tableOf(String key) {
    return key.indexOf('/') < 0 ? ownNamespace + "." + key : key.replace('/', '.');
  }

  private static InputSpec input(InputSpec spec) {
    String name = spec.asset().or(spec::table).orElse("");
    int end = Math.max(name.lastIndexOf('/'), name.lastIndexOf('.'));
    return new InputSpec(
        spec.asset(), spec.table(), or(spec.as(), name.substring(end + 1)), spec.mapping());
  }

  private static String firstSegment(String key) {
    int slash = key.indexOf('/');
    return slash < 0 ? key : key.substring(0, slash);
  }
}

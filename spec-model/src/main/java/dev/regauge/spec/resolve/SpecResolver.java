package dev.regauge.spec.resolve;

import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.ProductSpec.CatalogSpec;
import dev.regauge.spec.model.ProductSpec.CodeSpec;
import dev.regauge.spec.model.ProductSpec.DefaultsSpec;
import dev.regauge.spec.model.ProductSpec.EnvironmentSpec;
import dev.regauge.spec.model.ProductSpec.MetadataSpec;
import dev.regauge.spec.model.ProductSpec.ParamSpec;
import dev.regauge.spec.model.ProductSpec.PoolSpec;
import dev.regauge.spec.model.ProductSpec.TargetSpec;
import dev.regauge.spec.source.ReferencedFiles;
import dev.regauge.spec.source.SourceMap;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Completes a product by the defaults of spec.md 5. The only place that fills one in. */
public final class SpecResolver {

  /** The catalog of a product that declares none. */
  public static final String EMBEDDED_CATALOG = "local";

  private static final String EMBEDDED_TYPE = "embedded";

  /** Returns the completed product. */
  public ResolvedSpec resolve(ProductSpec product, SourceMap sources, ReferencedFiles files) {
    return new ResolvedSpec(completed(product, files), new Origins(sources), sources, files);
  }

  private static ProductSpec completed(ProductSpec product, ReferencedFiles files) {
    String zone = product.defaults().timezone().orElse("UTC");
    MetadataSpec metadata = metadata(product.metadata());
    DefaultsSpec defaults = defaults(product.defaults(), zone);
    SortedMap<String, CatalogSpec> catalogs = catalogs(product.catalogs());
    TableDefaults tables = new TableDefaults(defaultOf(catalogs));
    AssetDefaults assets =
        new AssetDefaults(
            metadata, defaults, tables, tablesOfProduct(metadata), product.resources());
    return new ProductSpec(
        product.apiVersion(),
        product.kind(),
        metadata,
        product.targets().stream().map(SpecResolver::target).toList(),
        code(product.code(), files),
        defaults,
        each(product.environments(), (name, spec) -> environment(spec, metadata)),
        each(product.params(), (name, spec) -> param(spec)),
        each(product.pools(), (name, spec) -> pool(spec)),
        each(product.partitions(), (name, spec) -> partitions(name, spec, zone)),
        catalogs,
        product.resources(),
        product.tables().stream().map(tables::table).toList(),
        product.assets().stream().<AssetSpec>map(assets::asset).toList(),
        product.jobs().stream().map(job -> job(job, zone)).toList(),
        product.silence());
  }

  private static MetadataSpec metadata(MetadataSpec spec) {
    return new MetadataSpec(
        spec.name(),
        or(spec.version(), "0.1.0"),
        or(spec.domain(), "default"),
        spec.owner(),
        or(spec.description(), ""),
        spec.labels());
  }

  private static String tablesOfProduct(MetadataSpec metadata) {
    return metadata.name().replace('-', '_');
  }

  private static TargetSpec target(TargetSpec spec) {
    return new TargetSpec(
        or(spec.name(), spec.adapter()),
        spec.adapter(),
        spec.version(),
        spec.options(),
        spec.accept());
  }

  private static CodeSpec code(CodeSpec spec, ReferencedFiles files) {
    return new CodeSpec(
        spec.paths().isEmpty() ? List.of(".") : spec.paths(),
        or(spec.python(), ">=3.11"),
        spec.lock().or(files::lock));
  }

  private static DefaultsSpec defaults(DefaultsSpec spec, String zone) {
    return new DefaultsSpec(
        spec.execution(),
        Optional.of(zone),
        spec.retry().map(AssetDefaults::retry),
        spec.maxRuntime(),
        spec.pool().map(AssetDefaults::poolUse));
  }

  private static EnvironmentSpec environment(EnvironmentSpec spec, MetadataSpec metadata) {
    return new EnvironmentSpec(
        or(spec.namespace(), metadata.domain().orElseThrow() + "-" + metadata.name()),
        spec.values(),
        spec.image(),
        spec.jobs(),
        spec.pools());
  }

  private static ParamSpec param(ParamSpec spec) {
    return new ParamSpec(
        spec.type(),
        spec.defaultValue(),
        or(spec.required(), false),
        spec.values(),
        or(spec.description(), ""));
  }

  private static PoolSpec pool(PoolSpec spec) {
    return new PoolSpec(spec.slots(), or(spec.shared(), false));
  }

  private static PartitionSetSpec partitions(String name, PartitionSetSpec spec, String zone) {
    return new PartitionSetSpec(
        spec.daily()
            .map(
                daily ->
                    new PartitionSetSpec.DailySpec(
                        daily.start(),
                        daily.end(),
                        or(daily.timezone(), zone),
                        or(daily.offset(), "PT0S"),
                        or(daily.endOffset(), 0),
                        or(daily.column(), "partition_date"),
                        or(daily.columnType(), "string"))),
        spec.fixed()
            .map(
                fixed ->
                    new PartitionSetSpec.StaticSpec(fixed.values(), or(fixed.column(), name))));
  }

  /** Without catalogs there is the embedded one; the only catalog is the default one. */
  private static SortedMap<String, CatalogSpec> catalogs(SortedMap<String, CatalogSpec> specs) {
    if (specs.isEmpty()) {
      CatalogSpec embedded =
          new CatalogSpec(
              EMBEDDED_TYPE,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Collections.emptySortedMap(),
              Optional.of(true));
      return each(
          new TreeMap<>(java.util.Map.of(EMBEDDED_CATALOG, embedded)), (name, spec) -> spec);
    }
    boolean isOnly = specs.size() == 1;
    return each(
        specs,
        (name, spec) ->
            new CatalogSpec(
                spec.type(),
                spec.uri(),
                spec.warehouse(),
                spec.credential(),
                spec.properties(),
                or(spec.isDefault(), isOnly)));
  }

  /** Returns the first default catalog; that there is exactly one is a rule's to say. */
  private static Optional<String> defaultOf(SortedMap<String, CatalogSpec> catalogs) {
    return catalogs.entrySet().stream()
        .filter(catalog -> catalog.getValue().isDefault().orElse(false))
        .map(java.util.Map.Entry::getKey)
        .findFirst();
  }

  private static JobSpec job(JobSpec spec, String zone) {
    return new JobSpec(
        spec.name(),
        spec.was(),
        spec.select().isEmpty() ? List.of("*") : spec.select(),
        spec.triggers().stream()
            .map(
                trigger ->
                    new JobSpec.TriggerSpec(
                        trigger.cron(),
                        or(trigger.timezone(), zone),
                        or(trigger.partition(), "last"),
                        or(trigger.enabled(), true)))
            .toList(),
        or(spec.overlap(), "queue"),
        or(spec.catchup(), false),
        or(spec.maxCatchup(), 50),
        or(spec.maxActiveRuns(), 1),
        spec.params(),
        spec.tags(),
        spec.ofAsset());
  }

  static <T> Optional<T> or(Optional<T> written, T otherwise) {
    return written.isPresent() ? written : Optional.of(otherwise);
  }

  private static <T> SortedMap<String, T> each(
      SortedMap<String, T> specs, BiFunction<String, T, T> complete) {
    SortedMap<String, T> completed = new TreeMap<>();
    specs.forEach((name, spec) -> completed.put(name, complete.apply(name, spec)));
    return Collections.unmodifiableSortedMap(completed);
  }
}

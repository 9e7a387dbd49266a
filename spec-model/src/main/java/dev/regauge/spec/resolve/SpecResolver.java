package dev.regauge.spec.resolve;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.CatalogSpec;
import dev.regauge.spec.model.EnvironmentSpec;
import dev.regauge.spec.model.PlatformSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.ProductSpec.CodeSpec;
import dev.regauge.spec.model.ProductSpec.DefaultsSpec;
import dev.regauge.spec.model.ProductSpec.MetadataSpec;
import dev.regauge.spec.model.ProductSpec.ParamSpec;
import dev.regauge.spec.model.ProductSpec.PoolSpec;
import dev.regauge.spec.model.ProductSpec.TargetSpec;
import dev.regauge.spec.model.ResourceSpec;
import dev.regauge.spec.source.ReferencedFiles;
import dev.regauge.spec.source.SourceMap;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Completes a product by the defaults of spec.md 5. The only place that fills one in. */
public final class SpecResolver {

  /** The catalog of a product that declares none. */
  public static final String EMBEDDED_CATALOG = "local";

  private static final String EMBEDDED_TYPE = "embedded";

  /** Returns the completed product. */
  public ResolvedSpec resolve(ProductSpec product, SourceMap sources, ReferencedFiles files) {
    Inheritance inherited = new Inheritance();
    ProductSpec completed = completed(product, files, inherited);
    Origins origins = new Origins(sources, inherited, Environments.of(completed));
    return new ResolvedSpec(completed, origins, sources, files);
  }

  private static ProductSpec completed(
      ProductSpec product, ReferencedFiles files, Inheritance inherited) {
    String zone = product.defaults().timezone().orElse("UTC");
    Zones zones = new Zones(product, zone);
    MetadataSpec metadata = metadata(product.metadata());
    DefaultsSpec defaults = defaults(product.defaults(), zone);
    String mode = product.mode().orElse("simple");
    OutsideDefaults outside = new OutsideDefaults(metadata, mode, inherited);
    SortedMap<String, CatalogSpec> catalogs = catalogs(product.catalogs());
    TableDefaults tables = new TableDefaults(defaultOf(catalogs));
    AssetDefaults assets =
        new AssetDefaults(
            metadata, defaults, tables, tablesOfProduct(metadata), product.resources(), inherited);
    return new ProductSpec(
        product.apiVersion(),
        product.kind(),
        metadata,
        product.include(),
        new PlatformSpec(product.platform().manifest(), or(product.platform().cache(), true)),
        Optional.of(mode),
        product.capabilities(),
        product.targets().stream().map(SpecResolver::target).toList(),
        code(product.code(), files),
        defaults,
        each(product.environments(), (name, spec) -> environment(spec, metadata)),
        each(product.params(), (name, spec) -> param(spec)),
        each(product.pools(), (name, spec) -> pool(spec)),
        each(product.partitions(), new PartitionDefaults(zones, inherited)::set),
        catalogs,
        each(product.resources(), (name, spec) -> resource(spec)),
        SecretStoreDefaults.of(product.secretStores()),
        product.external(),
        product.tables().stream().map(tables::table).toList(),
        numbered(SpecPath.of("assets"), product.assets(), assets::asset),
        numbered(SpecPath.of("jobs"), product.jobs(), new JobDefaults(zones, inherited)::job),
        product.sensors().stream().map(OutsideDefaults::sensor).toList(),
        product.hooks().stream().map(OutsideDefaults::hook).toList(),
        each(product.alerts(), outside::alert),
        product.qualityGate().map(OutsideDefaults::gate),
        product.ports().stream().map(OutsideDefaults::port).toList(),
        outside.observability(product.observability()),
        product.silence(),
        product.services().stream().map(PlatformDefaults::service).toList(),
        product.topics().stream().map(PlatformDefaults::topic).toList());
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
        spec.lock().or(files::lock),
        spec.image().map(PlatformDefaults::image));
  }

  private static DefaultsSpec defaults(DefaultsSpec spec, String zone) {
    return new DefaultsSpec(
        spec.execution(),
        Optional.of(zone),
        spec.retry().map(AssetDefaults::retry),
        spec.maxRuntime(),
        spec.compute(),
        spec.pool().map(AssetDefaults::poolUse),
        spec.backfill());
  }

  private static EnvironmentSpec environment(EnvironmentSpec spec, MetadataSpec metadata) {
    return new EnvironmentSpec(
        or(spec.namespace(), metadata.domain().orElseThrow() + "-" + metadata.name()),
        spec.values(),
        spec.image(),
        spec.jobs(),
        spec.pools(),
        spec.replicas(),
        spec.alerts());
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

  private static ResourceSpec resource(ResourceSpec spec) {
    return new ResourceSpec(
        spec.type(), spec.factory(), spec.config(), or(spec.scope(), "internal"));
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
              List.of(),
              List.of(),
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
                spec.targets(),
                spec.capabilities(),
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

  static <T> Optional<T> or(Optional<T> written, T otherwise) {
    return written.isPresent() ? written : Optional.of(otherwise);
  }

  /** Completes the elements of a list, each with its place. */
  static <T> List<T> numbered(SpecPath at, List<T> specs, BiFunction<SpecPath, T, T> complete) {
    return IntStream.range(0, specs.size())
        .mapToObj(i -> complete.apply(at.at(i), specs.get(i)))
        .toList();
  }

  private static <T> SortedMap<String, T> each(
      SortedMap<String, T> specs, BiFunction<String, T, T> complete) {
    SortedMap<String, T> completed = new TreeMap<>();
    specs.forEach((name, spec) -> completed.put(name, complete.apply(name, spec)));
    return Collections.unmodifiableSortedMap(completed);
  }
}

package dev.regauge.engine;

import dev.regauge.engine.request.SignalCheck;
import dev.regauge.plugins.host.Capabilities;
import dev.regauge.plugins.host.PluginRegistry;
import dev.regauge.plugins.host.ProductPlugins;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.feature.FeatureScanner;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.graph.SpecLinker;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.Planner;
import dev.regauge.spec.resolve.ResolvedSpec;
import dev.regauge.spec.resolve.SpecResolver;
import dev.regauge.spec.rule.RuleBook;
import dev.regauge.spec.source.PartialProduct;
import dev.regauge.spec.source.SpecAdditions;
import dev.regauge.spec.source.SpecDocument;
import dev.regauge.spec.source.SpecDocument.OtherKind;
import dev.regauge.spec.source.SpecReader;
import dev.regauge.spec.source.UnsavedFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** The front half of the line: read, resolve, link, judge, plan, scan for features. */
public final class ProductCompiler {
  private final UnsavedFiles unsaved;
  private final PluginRegistry plugins;
  private final SpecResolver resolver = new SpecResolver();
  private final SpecLinker linker = new SpecLinker();
  private final Planner planner = new Planner();
  private final FeatureScanner scanner = new FeatureScanner();

  private final Supplier<AdapterRegistry> adapters;

  /** Compiles the files of the disk. */
  public ProductCompiler() {
    this(UnsavedFiles.NONE);
  }

  /** Compiles with unsaved texts over the files of the disk. */
  public ProductCompiler(UnsavedFiles unsaved) {
    this(unsaved, AdapterRegistry::installed, PluginRegistry.none());
  }

  /** Compiles with what plugins add. */
  public ProductCompiler(PluginRegistry plugins) {
    this(UnsavedFiles.NONE, () -> AdapterRegistry.installed(plugins), plugins);
  }

  /** Compiles for these adapters, which are asked for when a product says something of theirs. */
  ProductCompiler(
      UnsavedFiles unsaved, Supplier<AdapterRegistry> adapters, PluginRegistry plugins) {
    this.unsaved = unsaved;
    this.plugins = plugins;
    this.adapters = adapters;
  }

  /**
   * Compiles a product file; every finding of a stage in one run. A file that is no product's is a
   * finding too.
   */
  public CompiledProduct compile(Path productFile, Diagnostics out) {
    CompiledProduct product = judge(productFile, out);
    product.otherKind().map(OtherKind::noProduct).ifPresent(out::add);
    return product;
  }

  /** Compiles a product file, or judges a service or a topic by itself. */
  public CompiledProduct judge(Path productFile, Diagnostics out) {
    Path file = productFile.toAbsolutePath().normalize();
    ProductPlugins added = new ProductPlugins(plugins);
    SpecDocument document =
        new SpecReader(unsaved, plugins.hasMore() ? added : SpecAdditions.NONE)
            .read(productFile, out);
    Optional<ProductSpec> written = document.product();
    if (written.isEmpty()) {
      document.partial().ifPresent(partial -> judge(partial, document, added, out));
      return new CompiledProduct(
          file,
          document.sources(),
          document.otherKind(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          document.partial().map(it -> new CompiledProduct.Partial(it, document.files())),
          PluginPart.of(added));
    }
    ResolvedSpec spec = resolver.resolve(written.get(), document.sources(), document.files());
    SpecGraph graph = linker.link(spec.product(), document.sources(), document.files()::text, out);
    RuleBook.check(graph, out);
    checkSignals(graph, out);
    PluginPart part =
        plugins.hasMore()
            ? new PluginPart(added, Capabilities.choose(added, graph, out))
            : PluginPart.of(added);
    if (out.hasErrors()) {
      return new CompiledProduct(
          file,
          document.sources(),
          Optional.empty(),
          Optional.of(spec),
          Optional.of(graph),
          Optional.empty(),
          Optional.empty(),
          part);
    }
    ExecutionPlan plan = planner.plan(graph);
    return new CompiledProduct(
        file,
        document.sources(),
        Optional.empty(),
        Optional.of(spec),
        Optional.of(graph),
        Optional.of(
            new CompiledProduct.Sound(spec, graph, plan, part.without(scanner.scan(graph, plan)))),
        Optional.empty(),
        part);
  }

  private void checkSignals(SpecGraph graph, Diagnostics out) {
    if (SignalCheck.concerns(graph.product())) {
      new SignalCheck(adapters.get().signals(), graph.locator(), out).check(graph.product());
    }
  }

  /** Adds what is wrong with the product besides what keeps it from being read. */
  private void judge(
      PartialProduct partial, SpecDocument document, ProductPlugins added, Diagnostics out) {
    new PartialJudgement(
            partial,
            (reading, found) -> {
              ResolvedSpec spec =
                  resolver.resolve(reading.product(), reading.sources(), document.files());
              SpecGraph graph =
                  linker.link(spec.product(), reading.sources(), document.files()::text, found);
              RuleBook.check(graph, found);
              checkSignals(graph, found);
              if (plugins.hasMore()) {
                Capabilities.choose(added, graph, found);
              }
            })
        .findings()
        .forEach(out::add);
  }
}

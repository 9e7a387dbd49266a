package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.AssetSpec.DependencySpec;
import dev.regauge.spec.model.AssetSpec.InputSpec;
import dev.regauge.spec.model.OutputSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Resolves every name of a product: inputs and dependencies to assets and tables, uses to
 * declarations.
 *
 * <p>What cannot be resolved is a finding and is left out of the graph, so that one mistake gives
 * one finding.
 */
public final class SpecLinker {

  /** Returns the graph of a completed product. */
  public SpecGraph link(ProductSpec product, Locator locator, ProductFiles files, Diagnostics out) {
    return new Linking(product, locator, files, out).graph();
  }

  private static final class Linking {

    private final ProductSpec product;
    private final Locator locator;
    private final ProductFiles files;
    private final LinkFindings findings;
    private final SortedMap<String, AssetSpec> assets = new TreeMap<>();
    private final SortedMap<String, Integer> positions = new TreeMap<>();
    private final SortedMap<String, SpecPath> keyPaths = new TreeMap<>();
    private final SortedMap<String, List<AssetNode.Output>> outputs = new TreeMap<>();
    private final SortedMap<String, String> producers = new TreeMap<>();
    private final SortedMap<String, SpecPath> tablePaths = new TreeMap<>();

    Linking(ProductSpec product, Locator locator, ProductFiles files, Diagnostics out) {
      this.product = product;
      this.locator = locator;
      this.files = files;
      this.findings = new LinkFindings(locator, out);
    }

    SpecGraph graph() {
      index();
      List<AssetNode> nodes = new ArrayList<>();
      assets.forEach((key, spec) -> nodes.add(node(positions.getOrDefault(key, 0), spec)));
      SpecGraph graph =
          new SpecGraph(product, locator, files, new TopologicalOrder(findings).of(nodes));
      new NameChecks(graph, findings, keyPaths).check();
      return graph;
    }

    private void index() {
      for (int i = 0; i < product.assets().size(); i++) {
        AssetSpec asset = product.assets().get(i);
        SpecPath path = SpecPath.of("assets").at(i);
        if (assets.putIfAbsent(asset.key(), asset) != null) {
          findings.duplicateAsset(
              asset.key(), SpecPath.of("assets").at(positions.getOrDefault(asset.key(), 0)), path);
          continue;
        }
        positions.put(asset.key(), i);
        keyPaths.put(asset.key(), path.field("key"));
        List<AssetNode.Output> written = outputsOf(asset, path);
        outputs.put(asset.key(), written);
        for (AssetNode.Output output : written) {
          producers.putIfAbsent(output.table(), asset.key());
          tablePaths.putIfAbsent(output.table(), output.path());
        }
      }
      for (int i = 0; i < product.tables().size(); i++) {
        tablePaths.putIfAbsent(
            product.tables().get(i).name(), SpecPath.of("tables").at(i).field("name"));
      }
    }

    /**
     * One table named after the key for python and sql, unless the asset says otherwise (spec.md
     * 5).
     */
    private List<AssetNode.Output> outputsOf(AssetSpec asset, SpecPath path) {
      boolean isImplied =
          switch (asset.run()) {
            case RunSpec.Python python -> true;
            case RunSpec.Sql sql -> true;
            case RunSpec.Command command -> false;
          };
      if (asset.outputs().isEmpty()) {
        return isImplied
            ? List.of(new AssetNode.Output(tableOf(asset.key()), ImpliedOutput.SPEC, path))
            : List.of();
      }
      List<AssetNode.Output> written = new ArrayList<>();
      List<OutputSpec> specs = asset.outputs().get();
      for (int i = 0; i < specs.size(); i++) {
        String table = specs.get(i).table().orElse(tableOf(asset.key()));
        written.add(new AssetNode.Output(table, specs.get(i), path.field("outputs").at(i)));
      }
      return List.copyOf(written);
    }

    private String tableOf(String key) {
      return key.indexOf('/') < 0
          ? product.metadata().name().replace('-', '_') + "." + key
          : key.replace('/', '.');
    }

    private AssetNode node(int index, AssetSpec asset) {
      SpecPath path = SpecPath.of("assets").at(index);
      SortedMap<String, AssetNode.Edge> edges = new TreeMap<>();
      List<AssetNode.Input> inputs = new ArrayList<>();
      for (int i = 0; i < asset.inputs().size(); i++) {
        input(asset, asset.inputs().get(i), path.field("inputs").at(i))
            .ifPresent(
                input -> {
                  inputs.add(input);
                  input
                      .asset()
                      .ifPresent(
                          key ->
                              addEdge(
                                  edges,
                                  new AssetNode.Edge(key, input.mapping(), true, input.path())));
                });
      }
      for (int i = 0; i < asset.deps().size(); i++) {
        DependencySpec dep = asset.deps().get(i);
        SpecPath at = path.field("deps").at(i);
        if (!assets.containsKey(dep.asset())) {
          findings.unknownAsset(asset.key(), dep.asset(), at.field("asset"), keyPaths);
          continue;
        }
        mapping(asset, dep.asset(), dep.mapping(), at)
            .ifPresent(
                mapping -> addEdge(edges, new AssetNode.Edge(dep.asset(), mapping, false, at)));
      }
      return new AssetNode(
          index,
          asset,
          asset.partitions().filter(product.partitions()::containsKey),
          List.copyOf(edges.values()),
          List.copyOf(inputs),
          outputs.getOrDefault(asset.key(), List.of()));
    }

    /** An asset that is read and named under deps as well is one edge: the one that reads. */
    private static void addEdge(SortedMap<String, AssetNode.Edge> edges, AssetNode.Edge edge) {
      edges.merge(edge.upstream(), edge, (known, other) -> known.isRead() ? known : other);
    }

    private Optional<AssetNode.Input> input(AssetSpec reader, InputSpec input, SpecPath at) {
      Optional<String> producer = input.asset().or(() -> input.table().map(producers::get));
      if (input.asset().isPresent() && !assets.containsKey(input.asset().get())) {
        findings.unknownAsset(reader.key(), input.asset().get(), at.field("asset"), keyPaths);
        return Optional.empty();
      }
      if (producer.isEmpty()) {
        String table = input.table().orElseThrow();
        if (!tablePaths.containsKey(table)) {
          findings.unknownTable(reader.key(), table, at.field("table"), tablePaths);
          return Optional.empty();
        }
        return Optional.of(
            new AssetNode.Input(Optional.empty(), table, asOf(input, table), "all", at));
      }
      List<AssetNode.Output> written = outputs.getOrDefault(producer.get(), List.of());
      if (input.table().isEmpty() && written.size() != 1) {
        findings.noTableToRead(reader.key(), producer.get(), written.size(), at);
        return Optional.empty();
      }
      String table = input.table().orElseGet(() -> written.getFirst().table());
      return mapping(reader, producer.get(), input.mapping(), at)
          .map(mapping -> new AssetNode.Input(producer, table, asOf(input, table), mapping, at));
    }

    private static String asOf(InputSpec input, String table) {
      return input.as().orElse(table.substring(table.lastIndexOf('.') + 1));
    }

    /**
     * Semantics 10: what follows from the two partition sets, or what is written when it can be.
     */
    private Optional<String> mapping(
        AssetSpec reader, String upstream, Optional<String> written, SpecPath at) {
      Optional<String> mine = reader.partitions();
      Optional<String> theirs =
          Optional.ofNullable(assets.get(upstream)).flatMap(AssetSpec::partitions);
      boolean isSame = mine.isPresent() && mine.equals(theirs);
      if (written.isPresent()) {
        if (written.get().equals("identity") && !isSame) {
          findings.noMapping(
              reader.key(), upstream, "identity needs the same partitions on both sides", at);
          return Optional.empty();
        }
        return written;
      }
      if (isSame) {
        return Optional.of("identity");
      }
      if (mine.isEmpty() || theirs.isEmpty()) {
        return Optional.of("all");
      }
      findings.noMapping(
          reader.key(),
          upstream,
          "its partitions are '" + mine.get() + "', theirs '" + theirs.get() + "'",
          at);
      return Optional.empty();
    }
  }
}

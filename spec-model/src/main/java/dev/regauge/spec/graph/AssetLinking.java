package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.AssetSpec.DependencySpec;
import dev.regauge.spec.model.AssetSpec.EachSpec;
import dev.regauge.spec.model.AssetSpec.InputSpec;
import dev.regauge.spec.model.ExternalSpec;
import dev.regauge.spec.model.MappingSpec;
import dev.regauge.spec.model.ProductSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the nodes of the assets: what they read, what they come after, what they write. */
final class AssetLinking {

  private final ProductSpec product;
  private final LinkFindings findings;
  private final OutputLinking outputs;

  /** The position of the first asset of each key. */
  private final Map<String, Integer> positions = new LinkedHashMap<>();

  private final NamePlaces keyPaths = new NamePlaces();

  AssetLinking(ProductSpec product, LinkFindings findings) {
    this.product = product;
    this.findings = findings;
    this.outputs = new OutputLinking(product);
    for (int i = 0; i < product.assets().size(); i++) {
      String key = product.assets().get(i).key();
      SpecPath path = SpecPath.of("assets").at(i).field("key");
      Optional<SpecPath> first = keyPaths.declare(key, path);
      positions.putIfAbsent(key, i);
      first.ifPresent(place -> findings.duplicateAsset(key, place, path));
    }
  }

  /** Returns where each key is declared. */
  NamePlaces keyPaths() {
    return keyPaths;
  }

  /** Returns where each table is declared, those that are made elsewhere among them. */
  NamePlaces tables() {
    return outputs.tables();
  }

  /** Returns the nodes in the file's order. */
  List<AssetNode> nodes() {
    List<AssetNode> nodes = new ArrayList<>(product.assets().size());
    for (int i = 0; i < product.assets().size(); i++) {
      nodes.add(node(i, product.assets().get(i)));
    }
    return nodes;
  }

  private AssetNode node(int index, AssetSpec asset) {
    SpecPath path = SpecPath.of("assets").at(index);
    SortedMap<String, AssetNode.Edge> edges = new TreeMap<>();
    SortedMap<String, AssetNode.Outside> outside = new TreeMap<>();
    List<AssetNode.Input> inputs = new ArrayList<>();
    for (int i = 0; i < asset.inputs().size(); i++) {
      SpecPath at = path.field("inputs").at(i);
      input(asset, asset.inputs().get(i), at, edges, outside).ifPresent(inputs::add);
    }
    for (int i = 0; i < asset.deps().size(); i++) {
      DependencySpec dep = asset.deps().get(i);
      SpecPath at = path.field("deps").at(i).field("asset");
      if (isOutside(dep.asset())) {
        wait(asset, dep.asset(), dep.mapping(), false, at)
            .ifPresent(wait -> addOutside(asset, outside, wait));
        continue;
      }
      if (!positions.containsKey(dep.asset())) {
        findings.unknownAsset(asset.key(), dep.asset(), at, keyPaths.byName());
        continue;
      }
      mapping(asset, dep.asset(), "write {asset: " + dep.asset(), dep.mapping(), at)
          .map(mapping -> new AssetNode.Edge(dep.asset(), mapping, false, at))
          .ifPresent(edge -> addEdge(asset, edges, edge));
    }
    asset.each().ifPresent(each -> listAsset(asset, each, path.field("each").field("list"), edges));
    return new AssetNode(
        index,
        path,
        asset,
        asset.partitions().filter(product.partitions()::containsKey),
        List.copyOf(edges.values()),
        List.copyOf(outside.values()),
        List.copyOf(inputs),
        outputs.ofAsset(index));
  }

  /** The asset whose rows are the items of a fan-out comes first. */
  private void listAsset(
      AssetSpec asset, EachSpec each, SpecPath at, SortedMap<String, AssetNode.Edge> edges) {
    if (each.list().indexOf(':') >= 0) {
      return; // a function
    }
    if (!positions.containsKey(each.list())) {
      findings.unknownAsset(asset.key(), each.list(), at, keyPaths.byName());
    } else if (!edges.containsKey(each.list())) {
      // The list itself takes no mapping; a dependency beside it does.
      String lead = "add under 'deps' {asset: " + each.list();
      mapping(asset, each.list(), lead, Optional.empty(), at)
          .map(mapping -> new AssetNode.Edge(each.list(), mapping, false, at))
          .ifPresent(edge -> addEdge(asset, edges, edge));
    }
  }

  /** An asset that is read and named under deps as well is one edge: the one that reads. */
  private void addEdge(
      AssetSpec asset, SortedMap<String, AssetNode.Edge> edges, AssetNode.Edge edge) {
    AssetNode.Edge known = edges.putIfAbsent(edge.upstream(), edge);
    if (known == null) {
      return;
    }
    if (!known.mapping().equals(edge.mapping())) {
      findings.twoMappings(asset.key(), known, edge);
    }
    if (edge.isRead() && !known.isRead()) {
      edges.put(edge.upstream(), edge);
    }
  }

  private Optional<AssetNode.Input> input(
      AssetSpec reader,
      InputSpec input,
      SpecPath at,
      SortedMap<String, AssetNode.Edge> edges,
      SortedMap<String, AssetNode.Outside> outside) {
    SpecPath place = at.field(input.asset().isPresent() ? "asset" : "table");
    if (input.asset().filter(this::isOutside).isPresent()) {
      return outside(reader, input, at, outside);
    }
    if (input.asset().isPresent() && !positions.containsKey(input.asset().get())) {
      findings.unknownAsset(reader.key(), input.asset().get(), place, keyPaths.byName());
      return Optional.empty();
    }
    Optional<String> producer = input.asset().or(() -> input.table().flatMap(outputs::producerOf));
    if (producer.isEmpty()) {
      return madeElsewhere(reader, input, input.table().orElseThrow(), at);
    }
    String lead =
        "write {"
            + input
                .asset()
                .map(key -> "asset: " + key)
                .orElse("table: " + input.table().orElse(""));
    Optional<MappingSpec> mapping = mapping(reader, producer.get(), lead, input.mapping(), place);
    mapping
        .map(known -> new AssetNode.Edge(producer.get(), known, true, place))
        .ifPresent(edge -> addEdge(reader, edges, edge));
    Optional<String> table = input.table().or(() -> onlyTable(reader, producer.get(), place));
    return table.flatMap(
        name ->
            mapping.map(
                known ->
                    new AssetNode.Input(
                        producer, Optional.empty(), name, asOf(input, name), known, at)));
  }

  private boolean isOutside(String key) {
    return !positions.containsKey(key) && product.external().containsKey(key);
  }

  /** A table outside, whose partitions are those that the product says. */
  private Optional<AssetNode.Input> outside(
      AssetSpec reader,
      InputSpec input,
      SpecPath at,
      SortedMap<String, AssetNode.Outside> outside) {
    String name = input.asset().orElseThrow();
    ExternalSpec external = product.external().get(name);
    if (external == null || external.table().isEmpty()) {
      findings.noTableOutside(reader.key(), name, at.field("asset"));
      return Optional.empty();
    }
    String table = external.table().get();
    Optional<AssetNode.Outside> wait = wait(reader, name, input.mapping(), true, at.field("asset"));
    wait.ifPresent(known -> addOutside(reader, outside, known));
    return wait.map(
        known ->
            new AssetNode.Input(
                Optional.empty(),
                Optional.of(name),
                table,
                asOf(input, table),
                known.mapping(),
                at));
  }

  private Optional<AssetNode.Outside> wait(
      AssetSpec asset, String name, Optional<MappingSpec> written, boolean isRead, SpecPath at) {
    return mapping(asset, name, "write {asset: " + name, written, at)
        .map(mapping -> new AssetNode.Outside(name, mapping, isRead, at));
  }

  /** What is read and named under deps as well is one wait: the one that reads. */
  private void addOutside(
      AssetSpec asset, SortedMap<String, AssetNode.Outside> outside, AssetNode.Outside wait) {
    AssetNode.Outside known = outside.putIfAbsent(wait.external(), wait);
    if (known != null && !known.mapping().equals(wait.mapping())) {
      findings.twoMappings(asset.key(), asEdge(known), asEdge(wait));
    }
  }

  private static AssetNode.Edge asEdge(AssetNode.Outside wait) {
    return new AssetNode.Edge(wait.external(), wait.mapping(), wait.isRead(), wait.path());
  }

  private Optional<AssetNode.Input> madeElsewhere(
      AssetSpec reader, InputSpec input, String table, SpecPath at) {
    if (!outputs.tables().has(table)) {
      findings.unknownTable(reader.key(), table, at.field("table"), outputs.tables().byName());
      return Optional.empty();
    }
    if (input.mapping().filter(MappingSpec::isIdentity).isPresent()) {
      findings.noMapping(
          reader.key(),
          table,
          "a table that is made elsewhere has no partitions",
          "remove the mapping: the whole table is read",
          at);
    }
    return Optional.of(
        new AssetNode.Input(
            Optional.empty(),
            Optional.empty(),
            table,
            asOf(input, table),
            input.mapping().orElse(MappingSpec.ALL),
            at));
  }

  /** Returns the one table that an asset writes, which is what reading the asset means. */
  private Optional<String> onlyTable(AssetSpec reader, String producer, SpecPath at) {
    List<AssetNode.Output> written = outputs.ofAsset(positions.getOrDefault(producer, 0));
    if (written.size() == 1) {
      return Optional.of(written.getFirst().table());
    }
    findings.noTableToRead(
        reader.key(), producer, written.stream().map(AssetNode.Output::table).toList(), at);
    return Optional.empty();
  }

  private static String asOf(InputSpec input, String table) {
    String named = input.asset().orElse(table);
    int end = Math.max(named.lastIndexOf('.'), named.lastIndexOf('/'));
    return input.as().orElse(named.substring(end + 1));
  }

  /**
   * Semantics 10: what follows from the two partition sets, or what is written when it can be.
   *
   * <p>Of a set whose name is wrong nothing follows, and that is reported already.
   *
   * @param lead how a help about this place begins
   */
  private Optional<MappingSpec> mapping(
      AssetSpec reader, String upstream, String lead, Optional<MappingSpec> written, SpecPath at) {
    Optional<String> mine = reader.partitions();
    Optional<String> theirs =
        Optional.ofNullable(isOutside(upstream) ? product.external().get(upstream) : null)
            .map(ExternalSpec::partitions)
            .orElseGet(
                () -> product.assets().get(positions.getOrDefault(upstream, 0)).partitions());
    String help = new FittingMapping(product.partitions()).help(lead, mine, theirs);
    if (written.isPresent() && !written.get().isIdentity()) {
      return written;
    }
    if (!isKnown(mine) || !isKnown(theirs) || (mine.isPresent() && mine.equals(theirs))) {
      return Optional.of(MappingSpec.IDENTITY);
    }
    if (written.isPresent()) {
      findings.noMapping(
          reader.key(), upstream, "identity needs the same partitions on both sides", help, at);
      return Optional.empty();
    }
    if (mine.isEmpty() || theirs.isEmpty()) {
      return Optional.of(MappingSpec.ALL);
    }
    findings.noMapping(
        reader.key(),
        upstream,
        "its partitions are '" + mine.get() + "', theirs '" + theirs.get() + "'",
        help,
        at);
    return Optional.empty();
  }

  private boolean isKnown(Optional<String> set) {
    return set.isEmpty() || product.partitions().containsKey(set.get());
  }
}

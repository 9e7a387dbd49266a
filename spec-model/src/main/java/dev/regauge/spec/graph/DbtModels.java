package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.AssetSpec.DependencySpec;
import dev.regauge.spec.model.AssetSpec.InputSpec;
import dev.regauge.spec.model.DbtManifest;
import dev.regauge.spec.model.ExternalSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.RunSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the manifests of dbt say about a product's assets: which node each makes, what it reads,
 * which tests are its checks.
 */
public final class DbtModels {

  private final ProductSpec product;
  private final ProductFiles files;
  private final OutputLinking outputs;
  private final SortedMap<String, DbtManifest> manifests = new TreeMap<>();

  /** Who makes each node first, by project and unique id. */
  private final Map<String, Maker> makers = new LinkedHashMap<>();

  private final Map<String, List<DbtModel>> models = new LinkedHashMap<>();

  /**
   * The asset that makes a node.
   *
   * @param index the asset's position
   * @param number the node's position among those of the asset
   * @param written what the asset says of the node
   * @param at where it says so
   */
  public record Maker(int index, int number, String written, SpecPath at) {}

  DbtModels(ProductSpec product, ProductFiles files) {
    this.product = product;
    this.files = files;
    boolean hasModels =
        product.assets().stream().anyMatch(asset -> asset.run() instanceof RunSpec.Dbt);
    // Most products have none, and large ones would pay for it at each check.
    this.outputs = new OutputLinking(hasModels ? product : product.with(List.of()));
    SortedMap<String, SortedMap<String, Maker>> byProject = new TreeMap<>();
    for (int i = 0; i < product.assets().size(); i++) {
      if (product.assets().get(i).run() instanceof RunSpec.Dbt run) {
        SortedMap<String, Maker> made =
            byProject.computeIfAbsent(projectOf(run), _ -> new TreeMap<>());
        SpecPath path = SpecPath.of("assets").at(i);
        for (Maker maker : makersOf(i, run, path)) {
          found(run, maker.written())
              .filter(DbtManifest.Node::isMade)
              .ifPresent(
                  node -> {
                    made.putIfAbsent(node.id(), maker);
                    makers.putIfAbsent(projectOf(run) + ":" + node.id(), maker);
                  });
        }
      }
    }
    byProject.forEach(this::link);
  }

  /** Returns each node that an asset names, with where it does. */
  public static List<Maker> makersOf(int index, RunSpec.Dbt run, SpecPath asset) {
    SpecPath at = asset.field("run").field("dbt");
    List<Maker> named = new ArrayList<>();
    for (int i = 0; i < run.written().size(); i++) {
      SpecPath place = run.isGroup() ? at.field("models").at(i) : at.field("select");
      named.add(new Maker(index, i, run.written().get(i), place));
    }
    return named;
  }

  /** Returns the folder of a run's project. */
  public static String projectOf(RunSpec.Dbt run) {
    return run.project().orElse(RunSpec.Dbt.PROJECT);
  }

  /** Returns the manifest of a project; one that cannot be used says why. */
  public DbtManifest manifest(String project) {
    return manifests.computeIfAbsent(
        project,
        _ ->
            files
                .text(DbtManifest.pathIn(project))
                .flatMap(DbtManifest::read)
                .orElseGet(() -> DbtManifest.unusable("it was not read")));
  }

  /** Returns the nodes that a run may mean by a name, by unique id; one when it is clear. */
  public List<DbtManifest.Node> candidates(RunSpec.Dbt run, String wanted) {
    return manifest(projectOf(run)).nodes().values().stream()
        .filter(node -> !node.kind().equals("test"))
        .filter(
            node ->
                node.id().equals(wanted)
                    || node.name().equals(wanted)
                    || (node.pkg() + "." + node.name()).equals(wanted)
                    || node.id().endsWith("." + wanted))
        .toList();
  }

  /** Returns who makes first the node that a run means by a name. */
  public Optional<Maker> makerOf(RunSpec.Dbt run, String wanted) {
    return found(run, wanted).map(node -> makers.get(projectOf(run) + ":" + node.id()));
  }

  /** Returns what an asset makes, of nodes that are there and that it may make, as written. */
  public List<DbtModel> ofAsset(String key) {
    return models.getOrDefault(key, List.of());
  }

  /** Returns the product whose assets read what the manifests say, besides what is written. */
  ProductSpec completed() {
    if (models.isEmpty()) {
      return product;
    }
    List<AssetSpec> assets = new ArrayList<>();
    for (AssetSpec asset : product.assets()) {
      List<DbtModel> made = ofAsset(asset.key());
      assets.add(
          made.isEmpty() || !(asset.run() instanceof RunSpec.Dbt run)
              ? asset
              : asset.with(
                  inputs(asset, made),
                  deps(asset, made),
                  // What is said of one of several is said of its table.
                  Optional.of(made.getFirst().node().description())
                      .filter(text -> !run.isGroup() && !text.isEmpty())));
    }
    return product.with(assets);
  }

  private Optional<DbtManifest.Node> found(RunSpec.Dbt run, String wanted) {
    List<DbtManifest.Node> nodes = candidates(run, wanted);
    return nodes.size() == 1 ? Optional.of(nodes.getFirst()) : Optional.empty();
  }

  private void link(String project, SortedMap<String, Maker> made) {
    DbtManifest manifest = manifest(project);
    SortedMap<String, SortedSet<String>> parents = new TreeMap<>();
    made.keySet()
        .forEach(id -> parents.put(id, tablesBehind(manifest, List.of(id), new TreeSet<>())));
    DbtOrder order = new DbtOrder(parents, made);
    SortedMap<String, List<DbtManifest.Node>> tests = new TreeMap<>();
    for (DbtManifest.Node test : manifest.nodes().values()) {
      if (test.kind().equals("test")) {
        SortedSet<String> read = tablesBehind(manifest, List.of(test.id()), new TreeSet<>());
        order
            .owner(test, read)
            .ifPresent(
                owner -> {
                  tests.computeIfAbsent(owner, _ -> new ArrayList<>()).add(test);
                  read.remove(owner);
                  parents.computeIfAbsent(owner, _ -> new TreeSet<>()).addAll(read);
                });
      }
    }
    List<String> asWritten = new ArrayList<>(made.keySet());
    asWritten.sort(
        Comparator.comparing((String id) -> at(made, id).index())
            .thenComparing(id -> at(made, id).number()));
    asWritten.forEach(
        id -> {
          Maker own = at(made, id);
          int index = own.index();
          DbtManifest.Node node = manifest.nodes().get(id);
          if (node != null) {
            SortedMap<String, String> reads = new TreeMap<>();
            List<String> unmet = new ArrayList<>();
            List<String> apart = new ArrayList<>();
            List<String> around = new ArrayList<>();
            SortedSet<String> after = new TreeSet<>();
            Optional<String> place = placeOf(index);
            for (String parent : parents.getOrDefault(id, new TreeSet<>())) {
              DbtManifest.Source source = manifest.sources().get(parent);
              Maker maker = made.get(parent);
              if (maker != null && maker.index() == index) {
                continue; // the same step makes it
              }
              if (maker != null && order.isAfter(parent, id)) {
                around.add(parent);
              } else if (maker != null && !placeOf(maker.index()).equals(place)) {
                apart.add(parent);
              } else if (place.isPresent()) {
                // dbt reads it where it lies; a source may be what another step made for it.
                makerInWarehouse(parent, source, maker)
                    .ifPresentOrElse(
                        after::add,
                        () -> {
                          if (source == null) {
                            unmet.add(parent);
                          }
                        });
              } else if (source == null || !source.isFile()) {
                tableOf(parent, source, made)
                    .ifPresentOrElse(table -> reads.put(parent, table), () -> unmet.add(parent));
              }
            }
            String key = product.assets().get(index).key();
            models
                .computeIfAbsent(key, _ -> new ArrayList<>())
                .add(
                    new DbtModel(
                        key,
                        own.written(),
                        own.at(),
                        node,
                        reads,
                        after,
                        apart,
                        around,
                        unmet,
                        tests.getOrDefault(id, List.of())));
          }
        });
  }

  private static Maker at(SortedMap<String, Maker> made, String id) {
    return Objects.requireNonNull(made.get(id));
  }

  /** What nodes read, through those that are only a part of the query. */
  private static SortedSet<String> tablesBehind(
      DbtManifest manifest, Collection<String> ids, SortedSet<String> seen) {
    SortedSet<String> tables = new TreeSet<>();
    for (String id : ids) {
      DbtManifest.Node node = manifest.nodes().get(id);
      if (node == null || !seen.add(id)) {
        continue;
      }
      for (String parent : node.dependsOn()) {
        DbtManifest.Node made = manifest.nodes().get(parent);
        if (manifest.sources().containsKey(parent) || (made != null && made.isMade())) {
          tables.add(parent);
        } else {
          tables.addAll(tablesBehind(manifest, List.of(parent), seen));
        }
      }
    }
    return tables;
  }

  private Optional<String> tableOf(
      String id, DbtManifest.@Nullable Source source, SortedMap<String, Maker> made) {
    if (source != null) {
      return Stream.of(source.table(), source.name())
          .filter(name -> outputs.tables().has(name))
          .findFirst();
    }
    return Optional.ofNullable(made.get(id)).flatMap(this::tableOf);
  }

  private Optional<String> tableOf(Maker maker) {
    return product.assets().get(maker.index()).run() instanceof RunSpec.Dbt run
        ? DbtModel.outputOf(run, maker.written(), outputs.ofAsset(maker.index()))
            .map(AssetNode.Output::table)
        : Optional.empty();
  }

  /** Returns the warehouse in which an asset's node is built, nothing = a database of its step. */
  private Optional<String> placeOf(int index) {
    return product.assets().get(index).run() instanceof RunSpec.Dbt run
        ? run.resource()
        : Optional.empty();
  }

  private Optional<String> makerInWarehouse(
      String id, DbtManifest.@Nullable Source source, @Nullable Maker maker) {
    return source == null
        ? Optional.ofNullable(maker).map(known -> product.assets().get(known.index()).key())
        : tableOf(id, source, new TreeMap<>())
            .flatMap(outputs::producerOf)
            .filter(key -> product.assets().stream().anyMatch(asset -> asset.key().equals(key)));
  }

  private static List<DependencySpec> deps(AssetSpec asset, List<DbtModel> made) {
    List<DependencySpec> deps = new ArrayList<>(asset.deps());
    made.stream()
        .flatMap(model -> model.after().stream())
        .distinct()
        .filter(key -> deps.stream().noneMatch(dep -> dep.asset().equals(key)))
        .forEach(key -> deps.add(new DependencySpec(key, Optional.empty())));
    return deps;
  }

  private List<InputSpec> inputs(AssetSpec asset, List<DbtModel> made) {
    List<InputSpec> inputs = new ArrayList<>(asset.inputs());
    SortedSet<String> known = new TreeSet<>();
    asset.inputs().forEach(input -> tableOf(input).ifPresent(known::add));
    SortedMap<String, String> reads = new TreeMap<>();
    made.forEach(model -> reads.putAll(model.reads()));
    reads
        .values()
        .forEach(
            table -> {
              if (known.add(table)) {
                // Of an asset with several tables the one that is read has to be said.
                Optional<String> producer =
                    outputs.producerOf(table).filter(key -> onlyTable(key).isPresent());
                inputs.add(
                    new InputSpec(
                        producer,
                        producer.isPresent() ? Optional.empty() : Optional.of(table),
                        Optional.of(table.replace('.', '_')),
                        Optional.empty()));
              }
            });
    return inputs;
  }

  private Optional<String> tableOf(InputSpec input) {
    return input
        .table()
        .or(
            () ->
                input
                    .asset()
                    .flatMap(
                        key ->
                            Optional.ofNullable(product.external().get(key))
                                .flatMap(ExternalSpec::table)
                                .or(() -> onlyTable(key))));
  }

  private Optional<String> onlyTable(String key) {
    for (int i = 0; i < product.assets().size(); i++) {
      if (product.assets().get(i).key().equals(key)) {
        List<AssetNode.Output> written = outputs.ofAsset(i);
        return written.size() == 1 ? Optional.of(written.getFirst().table()) : Optional.empty();
      }
    }
    return Optional.empty();
  }
}

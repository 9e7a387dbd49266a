package dev.regauge.spec.graph;

import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.AssetSpec.DependencySpec;
import dev.regauge.spec.model.AssetSpec.InputSpec;
import dev.regauge.spec.model.DbtManifest;
import dev.regauge.spec.model.ExternalSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.RunSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** The first asset of each node, by project and unique id. */
  private final Map<String, Integer> makers = new LinkedHashMap<>();

  private final Map<String, DbtModel> models = new LinkedHashMap<>();

  DbtModels(ProductSpec product, ProductFiles files) {
    this.product = product;
    this.files = files;
    boolean hasModels =
        product.assets().stream().anyMatch(asset -> asset.run() instanceof RunSpec.Dbt);
    // Most products have none, and large ones would pay for it at each check.
    this.outputs = new OutputLinking(hasModels ? product : product.with(List.of()));
    SortedMap<String, SortedMap<String, Integer>> byProject = new TreeMap<>();
    for (int i = 0; i < product.assets().size(); i++) {
      if (product.assets().get(i).run() instanceof RunSpec.Dbt run) {
        int index = i;
        SortedMap<String, Integer> made =
            byProject.computeIfAbsent(projectOf(run), _ -> new TreeMap<>());
        found(run)
            .filter(DbtManifest.Node::isMade)
            .ifPresent(
                node -> {
                  made.putIfAbsent(node.id(), index);
                  makers.putIfAbsent(projectOf(run) + ":" + node.id(), index);
                });
      }
    }
    byProject.forEach(this::link);
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

  /** Returns the nodes that a run may mean, by unique id; one when it is clear. */
  public List<DbtManifest.Node> candidates(RunSpec.Dbt run) {
    String wanted = run.select();
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

  /** Returns the key of the first asset that makes the same node as this run. */
  public Optional<String> makerOf(RunSpec.Dbt run) {
    return found(run)
        .map(node -> makers.get(projectOf(run) + ":" + node.id()))
        .map(index -> product.assets().get(index).key());
  }

  /** Returns what an asset makes, if it is a node that is there and that it may make. */
  public Optional<DbtModel> ofAsset(String key) {
    return Optional.ofNullable(models.get(key));
  }

  /** Returns the product whose assets read what the manifests say, besides what is written. */
  ProductSpec completed() {
    if (models.isEmpty()) {
      return product;
    }
    List<AssetSpec> assets = new ArrayList<>();
    for (AssetSpec asset : product.assets()) {
      DbtModel model = models.get(asset.key());
      assets.add(
          model == null || !(asset.run() instanceof RunSpec.Dbt)
              ? asset
              : asset.with(
                  inputs(asset, model),
                  deps(asset, model),
                  Optional.of(model.node().description()).filter(text -> !text.isEmpty())));
    }
    return product.with(assets);
  }

  private Optional<DbtManifest.Node> found(RunSpec.Dbt run) {
    List<DbtManifest.Node> nodes = candidates(run);
    return nodes.size() == 1 ? Optional.of(nodes.getFirst()) : Optional.empty();
  }

  private void link(String project, SortedMap<String, Integer> made) {
    DbtManifest manifest = manifest(project);
    SortedMap<String, SortedSet<String>> parents = new TreeMap<>();
    made.keySet()
        .forEach(id -> parents.put(id, tablesBehind(manifest, List.of(id), new TreeSet<>())));
    SortedMap<String, List<DbtManifest.Node>> tests = new TreeMap<>();
    for (DbtManifest.Node test : manifest.nodes().values()) {
      if (test.kind().equals("test")) {
        SortedSet<String> read = tablesBehind(manifest, List.of(test.id()), new TreeSet<>());
        owner(test, read, parents)
            .ifPresent(
                owner -> {
                  tests.computeIfAbsent(owner, _ -> new ArrayList<>()).add(test);
                  read.remove(owner);
                  parents.computeIfAbsent(owner, _ -> new TreeSet<>()).addAll(read);
                });
      }
    }
    made.forEach(
        (id, index) -> {
          DbtManifest.Node node = manifest.nodes().get(id);
          if (node != null) {
            SortedMap<String, String> reads = new TreeMap<>();
            List<String> unmet = new ArrayList<>();
            List<String> apart = new ArrayList<>();
            SortedSet<String> after = new TreeSet<>();
            Optional<String> place = placeOf(index);
            for (String parent : parents.getOrDefault(id, new TreeSet<>())) {
              DbtManifest.Source source = manifest.sources().get(parent);
              Integer maker = made.get(parent);
              if (maker != null && !placeOf(maker).equals(place)) {
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
            models.put(
                key,
                new DbtModel(
                    key, node, reads, after, apart, unmet, tests.getOrDefault(id, List.of())));
          }
        });
  }

  /**
   * Returns the node whose step runs a test: the one that it stands at, unless another one that it
   * reads is made after that; then it is that one, for there both are there.
   */
  private static Optional<String> owner(
      DbtManifest.Node test, SortedSet<String> read, SortedMap<String, SortedSet<String>> parents) {
    List<String> made =
        Stream.concat(
                Stream.of(test.attached()).filter(read::contains),
                read.stream().filter(id -> !id.equals(test.attached())))
            .filter(parents::containsKey)
            .toList();
    return made.stream()
        .filter(
            one ->
                made.stream()
                    .noneMatch(other -> !other.equals(one) && isAfter(other, one, parents)))
        .findFirst();
  }

  private static boolean isAfter(
      String later, String earlier, SortedMap<String, SortedSet<String>> parents) {
    List<String> left = new ArrayList<>(List.of(later));
    SortedSet<String> seen = new TreeSet<>();
    while (!left.isEmpty()) {
      for (String parent : parents.getOrDefault(left.removeLast(), new TreeSet<>())) {
        if (parent.equals(earlier)) {
          return true;
        }
        if (seen.add(parent)) {
          left.add(parent);
        }
      }
    }
    return false;
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
      String id, DbtManifest.@Nullable Source source, SortedMap<String, Integer> made) {
    if (source != null) {
      return Stream.of(source.table(), source.name())
          .filter(name -> outputs.tables().has(name))
          .findFirst();
    }
    return Optional.ofNullable(made.get(id))
        .map(outputs::ofAsset)
        .filter(written -> written.size() == 1)
        .map(written -> written.getFirst().table());
  }

  /** Returns the warehouse in which an asset's node is built, nothing = a database of its step. */
  private Optional<String> placeOf(int index) {
    return product.assets().get(index).run() instanceof RunSpec.Dbt run
        ? run.resource()
        : Optional.empty();
  }

  private Optional<String> makerInWarehouse(
      String id, DbtManifest.@Nullable Source source, @Nullable Integer maker) {
    return source == null
        ? Optional.ofNullable(maker).map(index -> product.assets().get(index).key())
        : tableOf(id, source, new TreeMap<>())
            .flatMap(outputs::producerOf)
            .filter(key -> product.assets().stream().anyMatch(asset -> asset.key().equals(key)));
  }

  private static List<DependencySpec> deps(AssetSpec asset, DbtModel model) {
    List<DependencySpec> deps = new ArrayList<>(asset.deps());
    model.after().stream()
        .filter(key -> deps.stream().noneMatch(dep -> dep.asset().equals(key)))
        .forEach(key -> deps.add(new DependencySpec(key, Optional.empty())));
    return deps;
  }

  private List<InputSpec> inputs(AssetSpec asset, DbtModel model) {
    List<InputSpec> inputs = new ArrayList<>(asset.inputs());
    SortedSet<String> known = new TreeSet<>();
    asset.inputs().forEach(input -> tableOf(input).ifPresent(known::add));
    model
        .reads()
        .values()
        .forEach(
            table -> {
              if (known.add(table)) {
                Optional<String> producer = outputs.producerOf(table);
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

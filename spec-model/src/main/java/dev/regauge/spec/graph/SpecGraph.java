package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.model.ProductSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A product whose names are all resolved. Only {@link SpecLinker} makes one.
 *
 * <p>Assets stand upstream before downstream; ties by key, so that output never depends on input
 * order. There is a graph for a wrong product too, so that the rules find its other mistakes: what
 * was not found is left out.
 */
public final class SpecGraph {

  private final ProductSpec product;
  private final Locator locator;
  private final ProductFiles files;
  private final DbtModels dbt;
  private final KeptContracts contracts;
  private final List<AssetNode> written;
  private final AssetEdges edges;
  private final List<AssetNode> assets;
  private final Map<String, AssetNode> byKey = new LinkedHashMap<>();
  private final Map<String, Integer> positions = new LinkedHashMap<>();
  private final Map<String, List<AssetNode>> byGroup = new LinkedHashMap<>();
  private final List<JobNode> jobs;

  SpecGraph(
      ProductSpec product,
      Locator locator,
      ProductFiles files,
      DbtModels dbt,
      KeptContracts contracts,
      Collection<AssetNode> written) {
    this.product = product;
    this.locator = locator;
    this.files = files;
    this.dbt = dbt;
    this.contracts = contracts;
    this.written = List.copyOf(written);
    Map<String, List<String>> upstream = new LinkedHashMap<>();
    for (AssetNode asset : written) {
      if (byKey.putIfAbsent(asset.key(), asset) == null) {
        upstream.put(asset.key(), asset.upstream().stream().map(AssetNode.Edge::upstream).toList());
      }
    }
    edges = AssetEdges.of(upstream);
    assets = nodes(edges.order());
    for (int i = 0; i < assets.size(); i++) {
      positions.put(assets.get(i).key(), i);
      byGroup.computeIfAbsent(assets.get(i).group(), group -> new ArrayList<>()).add(assets.get(i));
    }
    jobs = new JobLinker(this).jobs();
  }

  /** Returns the product as written and completed. */
  public ProductSpec product() {
    return product;
  }

  /** Returns what finds places in the source. */
  public Locator locator() {
    return locator;
  }

  /** Returns the files that the spec names. */
  public ProductFiles files() {
    return files;
  }

  /** Returns what the manifests of dbt say about the assets. */
  public DbtModels dbt() {
    return dbt;
  }

  /** Returns the contracts of what is made elsewhere. */
  public KeptContracts contracts() {
    return contracts;
  }

  /** Returns the assets, upstream before downstream; what is on or behind a circle comes last. */
  public List<AssetNode> assets() {
    return assets;
  }

  /** Returns the assets in the file's order, those whose key another one has among them. */
  public List<AssetNode> writtenAssets() {
    return written;
  }

  /** Returns the edges between the keys. */
  public AssetEdges edges() {
    return edges;
  }

  /** Returns the jobs by name, those implied for assets in no job included. */
  public List<JobNode> jobs() {
    return jobs;
  }

  /** Returns the asset of that key; of two the first one written. */
  public Optional<AssetNode> asset(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Returns the assets that read or follow this one, by key. */
  public List<AssetNode> downstreamOf(AssetNode asset) {
    return nodes(edges.downstreamOf(asset.key()));
  }

  /**
   * Returns the assets of each group: a product with thousands of assets has a job for each of a
   * hundred groups, and each job would ask every asset.
   */
  Map<String, List<AssetNode>> byGroup() {
    return Collections.unmodifiableMap(byGroup);
  }

  /** Returns the keys upstream before downstream. */
  List<String> inOrder(Collection<String> keys) {
    return keys.stream()
        .filter(positions::containsKey)
        .sorted(Comparator.comparingInt(key -> positions.getOrDefault(key, 0)))
        .toList();
  }

  private List<AssetNode> nodes(List<String> keys) {
    List<AssetNode> nodes = new ArrayList<>(keys.size());
    for (String key : keys) {
      AssetNode node = byKey.get(key);
      if (node != null) {
        nodes.add(node);
      }
    }
    return Collections.unmodifiableList(nodes);
  }

  /** Returns the assets in the order of their keys; of two with one key the first one written. */
  public List<AssetNode> assetsByKey() {
    return nodes(edges.keys());
  }
}

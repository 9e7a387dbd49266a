package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.model.ProductSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A product whose names are all resolved. Only {@link SpecLinker} makes one.
 *
 * <p>Assets stand upstream before downstream; ties by key, so that output never depends on input
 * order.
 */
public final class SpecGraph {

  private final ProductSpec product;
  private final Locator locator;
  private final ProductFiles files;
  private final List<AssetNode> assets;
  private final SortedMap<String, AssetNode> byKey = new TreeMap<>();
  private final SortedMap<String, List<AssetNode>> downstream = new TreeMap<>();
  private final List<JobNode> jobs;

  SpecGraph(ProductSpec product, Locator locator, ProductFiles files, List<AssetNode> ordered) {
    this.product = product;
    this.locator = locator;
    this.files = files;
    this.assets = List.copyOf(ordered);
    for (AssetNode asset : assets) {
      byKey.put(asset.key(), asset);
      for (AssetNode.Edge edge : asset.upstream()) {
        downstream.computeIfAbsent(edge.upstream(), key -> new ArrayList<>()).add(asset);
      }
    }
    this.jobs = new JobLinker(this).jobs();
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

  /** Returns the assets, upstream before downstream. */
  public List<AssetNode> assets() {
    return assets;
  }

  /** Returns the jobs by name, those implied for assets in no job included. */
  public List<JobNode> jobs() {
    return jobs;
  }

  /** Returns the asset of that key. */
  public Optional<AssetNode> asset(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Returns the assets that read or follow this one, in the graph's order. */
  public List<AssetNode> downstreamOf(AssetNode asset) {
    return List.copyOf(downstream.getOrDefault(asset.key(), List.of()));
  }

  /** Returns the keys of everything that comes before the asset, near or far, without itself. */
  public SortedSet<String> ancestorsOf(String key) {
    return closure(key, true);
  }

  /** Returns the keys of everything that comes after the asset, near or far, without itself. */
  public SortedSet<String> descendantsOf(String key) {
    return closure(key, false);
  }

  private SortedSet<String> closure(String start, boolean isUpwards) {
    SortedSet<String> found = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      AssetNode asset = byKey.get(open.removeFirst());
      if (asset == null) {
        continue;
      }
      if (isUpwards) {
        asset.upstream().stream()
            .map(AssetNode.Edge::upstream)
            .filter(found::add)
            .forEach(open::add);
      } else {
        downstreamOf(asset).stream().map(AssetNode::key).filter(found::add).forEach(open::add);
      }
    }
    found.remove(start);
    return found;
  }
}

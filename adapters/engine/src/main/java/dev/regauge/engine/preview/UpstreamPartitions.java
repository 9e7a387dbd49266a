package dev.regauge.engine.preview;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.spec.graph.PartitionCalendar;
import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.partition.KeyMapping;
import dev.regauge.spec.partition.PartitionMapping;
import dev.regauge.spec.partition.PartitionSet;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.JobPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a tick's partitions need of the assets that come first, edge by edge. */
final class UpstreamPartitions {

  private final CompiledProduct.Sound product;
  private final Map<String, AssetPlan> assets = new TreeMap<>();
  private final PartitionCalendar calendar;

  UpstreamPartitions(CompiledProduct.Sound product) {
    this.product = product;
    this.calendar = new PartitionCalendar(product.spec().product());
    product.plan().assets().forEach(asset -> assets.put(asset.key(), asset));
  }

  /** Returns one entry for each edge of the job's assets whose upstream has partitions. */
  List<UpstreamKeys> of(JobPlan job, List<String> partitions, Instant tick) {
    List<UpstreamKeys> all = new ArrayList<>();
    for (String key : job.assets()) {
      AssetPlan asset = assets.get(key);
      if (asset != null) {
        asset.upstream().forEach(edge -> of(asset, edge, partitions, tick).ifPresent(all::add));
      }
    }
    return List.copyOf(all);
  }

  private Optional<UpstreamKeys> of(
      AssetPlan asset, AssetPlan.Upstream edge, List<String> partitions, Instant tick) {
    return Optional.ofNullable(assets.get(edge.asset()))
        .flatMap(AssetPlan::partitionSet)
        .map(
            name ->
                new UpstreamKeys(
                    asset.key(),
                    edge.asset(),
                    edge.mapping(),
                    keys(asset, edge, name, partitions, tick),
                    !isDynamic(name)));
  }

  private List<String> keys(
      AssetPlan asset,
      AssetPlan.Upstream edge,
      String upstream,
      List<String> partitions,
      Instant tick) {
    PartitionSet theirs = calendar.set(upstream);
    if (asset.partitionSet().isEmpty()) {
      // Whoever has no partitions has no key that could be mapped: all of them, or the last.
      List<String> known = theirs.keysAt(tick);
      boolean isLast = edge.mapping() instanceof KeyMapping.Last && !known.isEmpty();
      return isLast ? List.of(known.getLast()) : known;
    }
    PartitionMapping mapping =
        new PartitionMapping(edge.mapping(), calendar.set(asset.partitionSet().get()), theirs);
    Set<String> keys = new LinkedHashSet<>();
    partitions.forEach(key -> keys.addAll(mapping.upstreamOf(key, tick)));
    return List.copyOf(keys);
  }

  private boolean isDynamic(String name) {
    PartitionSetSpec spec = product.spec().product().partitions().get(name);
    return spec != null
        && (spec.dynamic().isPresent()
            || spec.multi().stream()
                .flatMap(multi -> multi.values().stream())
                .anyMatch(this::isDynamic));
  }
}

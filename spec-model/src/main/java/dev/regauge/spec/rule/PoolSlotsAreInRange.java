package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ProductSpec.PoolSpec;
import dev.regauge.spec.model.ProductSpec.PoolUseSpec;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A step needs at most as many slots as its pool has, in every environment; else it never runs. */
final class PoolSlotsAreInRange implements Rule {

  private static final Code CODE = new Code("RG-RULE-023");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SortedMap<String, AssetNode> neediest = new TreeMap<>();
    for (AssetNode asset : graph.writtenAssets()) {
      asset.spec().pool().ifPresent(use -> judge(graph, asset, use, neediest, out));
    }
    graph
        .product()
        .environments()
        .forEach(
            (environment, spec) -> {
              SpecPath path = SpecPath.of("environments").entry(environment).field("pools");
              for (Map.Entry<String, Integer> size : spec.pools().entrySet()) {
                AssetNode asset = neediest.get(size.getKey());
                if (asset != null && slots(asset) > size.getValue()) {
                  SpecPath at = path.entry(size.getKey());
                  out.add(tooFew(graph, asset, size.getKey(), size.getValue(), at));
                }
              }
            });
  }

  private static void judge(
      SpecGraph graph,
      AssetNode asset,
      PoolUseSpec use,
      SortedMap<String, AssetNode> neediest,
      Diagnostics out) {
    PoolSpec pool = graph.product().pools().get(use.name());
    if (pool == null) {
      return;
    }
    if (slots(asset) > pool.slots()) {
      SpecPath at = asset.path().field("pool").field("slots");
      out.add(tooFew(graph, asset, use.name(), pool.slots(), at));
    } else {
      neediest.merge(use.name(), asset, (a, b) -> slots(a) >= slots(b) ? a : b);
    }
  }

  private static int slots(AssetNode asset) {
    return asset.spec().pool().flatMap(PoolUseSpec::slots).orElse(1);
  }

  private static Diagnostic tooFew(
      SpecGraph graph, AssetNode asset, String pool, int slots, SpecPath at) {
    return Diagnostic.error(
            CODE,
            "asset '"
                + asset.key()
                + "' needs "
                + slots(asset)
                + " slots of the pool '"
                + pool
                + "', which has "
                + slots)
        .at(at, graph.locator())
        .label("the step would wait for ever")
        .related(
            graph.locator().keyAt(SpecPath.of("pools").entry(pool)), "the pool is declared here")
        .help("give the pool more slots, or the step fewer");
  }
}

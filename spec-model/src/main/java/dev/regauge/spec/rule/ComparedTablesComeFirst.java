package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.ComparedTable;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CheckSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A table with which a check compares is made before the asset that is checked. */
final class ComparedTablesComeFirst implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-231");

  private @Nullable Map<String, String> producers;

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    List<CheckSpec> checks = asset.spec().checks();
    for (int i = 0; i < checks.size(); i++) {
      SpecPath check = asset.path().field("checks").at(i);
      Optional<ComparedTable> compared = ComparedTable.of(checks.get(i).test(), check);
      if (compared.isEmpty()) {
        continue;
      }
      String producer = producers(graph).getOrDefault(compared.get().table(), asset.key());
      if (!producer.equals(asset.key()) && !upstream(asset, graph).contains(producer)) {
        out.add(
            Diagnostic.error(
                    CODE,
                    "a check of asset '"
                        + asset.key()
                        + "' compares with a table of asset '"
                        + producer
                        + "', which need not be made before")
                .at(compared.get().at(), graph.locator())
                .label("made at any time")
                .help("add it to the asset's order: 'deps: [" + producer + "]'"));
      }
    }
  }

  /** Few products compare tables, so nobody else pays for the map. */
  private Map<String, String> producers(SpecGraph graph) {
    Map<String, String> known = producers;
    if (known == null) {
      known = new LinkedHashMap<>();
      for (AssetNode asset : graph.writtenAssets()) {
        for (AssetNode.Output output : asset.outputs()) {
          known.put(output.table(), asset.key());
        }
      }
      producers = known;
    }
    return known;
  }

  private static SortedSet<String> upstream(AssetNode asset, SpecGraph graph) {
    SortedSet<String> found = new TreeSet<>();
    Deque<AssetNode> open = new ArrayDeque<>(List.of(asset));
    while (!open.isEmpty()) {
      for (AssetNode.Edge edge : open.pop().upstream()) {
        if (found.add(edge.upstream())) {
          graph.asset(edge.upstream()).ifPresent(open::push);
        }
      }
    }
    return found;
  }
}

package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
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
      Optional<Compared> compared = compared(checks.get(i).test(), check);
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

  private static Optional<Compared> compared(CheckSpec.TestSpec test, SpecPath check) {
    SpecPath at = check.field(test.kind());
    return switch (test) {
      case CheckSpec.Relationships spec ->
          Optional.of(new Compared(spec.to().table(), at.field("to").field("table")));
      case CheckSpec.RowCountParity spec -> source(spec.source(), at);
      case CheckSpec.AggregateParity spec -> source(spec.source(), at);
      case CheckSpec.KeyParity spec -> source(spec.source(), at);
      case CheckSpec.ChecksumParity spec -> source(spec.source(), at);
      case CheckSpec.NotNull _,
          CheckSpec.Unique _,
          CheckSpec.RowCount _,
          CheckSpec.Range _,
          CheckSpec.AcceptedValues _,
          CheckSpec.Sql _,
          CheckSpec.Python _,
          CheckSpec.Pattern _,
          CheckSpec.Freshness _,
          CheckSpec.Schema _,
          CheckSpec.Expression _ ->
          Optional.empty();
    };
  }

  private static Optional<Compared> source(String table, SpecPath at) {
    return Optional.of(new Compared(table, at.field("source")));
  }

  /** The other table of a check, and where it is named. */
  private record Compared(String table, SpecPath at) {}
}

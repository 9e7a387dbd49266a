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
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A table with which a check compares is made before the asset that is checked. */
final class ComparedTablesComeFirst implements Rule {

  private static final Code CODE = new Code("RG-RULE-231");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SortedMap<String, AssetNode> byKey = new TreeMap<>();
    SortedMap<String, String> producers = new TreeMap<>();
    for (AssetNode asset : graph.writtenAssets()) {
      byKey.put(asset.key(), asset);
      asset.outputs().forEach(output -> producers.put(output.table(), asset.key()));
    }
    for (AssetNode asset : graph.writtenAssets()) {
      List<CheckSpec> checks = asset.spec().checks();
      for (int i = 0; i < checks.size(); i++) {
        SpecPath check = asset.path().field("checks").at(i);
        Optional<Compared> compared = compared(checks.get(i).test(), check);
        String producer = compared.map(Compared::table).map(producers::get).orElse(asset.key());
        if (!producer.equals(asset.key()) && !upstream(asset, byKey).contains(producer)) {
          out.add(
              Diagnostic.error(
                      CODE,
                      "a check of asset '"
                          + asset.key()
                          + "' compares with a table of asset '"
                          + producer
                          + "', which need not be made before")
                  .at(compared.orElseThrow().at(), graph.locator())
                  .label("made at any time")
                  .help("add it to the asset's order: 'deps: [" + producer + "]'"));
        }
      }
    }
  }

  private static SortedSet<String> upstream(AssetNode asset, SortedMap<String, AssetNode> byKey) {
    SortedSet<String> found = new TreeSet<>();
    Deque<AssetNode> open = new ArrayDeque<>(List.of(asset));
    while (!open.isEmpty()) {
      for (AssetNode.Edge edge : open.pop().upstream()) {
        AssetNode next = byKey.get(edge.upstream());
        if (found.add(edge.upstream()) && next != null) {
          open.push(next);
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

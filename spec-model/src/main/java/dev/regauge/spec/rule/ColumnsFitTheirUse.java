package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CheckSpec;
import java.util.List;

/** A pattern is of texts; age is told by a column of time. */
final class ColumnsFitTheirUse implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-073");

  @Override
  public Code code() {
    return CODE;
  }

  private static final List<String> TEXTS = List.of("string");
  private static final List<String> TIMES = List.of("date", "timestamp", "timestamptz");

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    List<CheckSpec> checks = asset.spec().checks();
    for (int i = 0; i < checks.size(); i++) {
      SpecPath at = asset.path().field("checks").at(i);
      switch (checks.get(i).test()) {
        case CheckSpec.Pattern test ->
            ofOutput(graph, asset, test.column(), TEXTS, at.field("pattern"), out);
        case CheckSpec.Freshness test ->
            ofOutput(graph, asset, test.column(), TIMES, at.field("freshness"), out);
        case CheckSpec.NotNull _,
            CheckSpec.Unique _,
            CheckSpec.RowCount _,
            CheckSpec.Range _,
            CheckSpec.AcceptedValues _,
            CheckSpec.Sql _,
            CheckSpec.Python _,
            CheckSpec.Relationships _,
            CheckSpec.Schema _,
            CheckSpec.Expression _,
            CheckSpec.RowCountParity _,
            CheckSpec.AggregateParity _,
            CheckSpec.KeyParity _,
            CheckSpec.ChecksumParity _ -> {}
      }
    }
  }

  @Override
  public void checkRest(SpecGraph graph, Diagnostics out) {
    for (TableColumns table : TableColumns.of(graph)) {
      table
          .retention()
          .flatMap(spec -> spec.rowTtlColumn())
          .ifPresent(
              column ->
                  table
                      .typeOf(column)
                      .ifPresent(
                          type -> {
                            SpecPath at = table.path().field("retention").field("rowTtlColumn");
                            judge(graph, column, type, TIMES, at, out);
                          }));
    }
  }

  private static void ofOutput(
      SpecGraph graph,
      AssetNode asset,
      String column,
      List<String> types,
      SpecPath test,
      Diagnostics out) {
    for (AssetNode.Output output : asset.outputs()) {
      output.spec().columns().stream()
          .filter(declared -> declared.name().equals(column))
          .forEach(
              declared -> judge(graph, column, declared.type(), types, test.field("column"), out));
    }
  }

  private static void judge(
      SpecGraph graph,
      String column,
      String type,
      List<String> types,
      SpecPath at,
      Diagnostics out) {
    if (!types.contains(type)) {
      out.add(
          Diagnostic.error(CODE, "the column '" + column + "' is of the type " + type)
              .at(at, graph.locator())
              .label("not " + String.join(", ", types))
              .help("name a column of the type " + String.join(" or ", types)));
    }
  }
}

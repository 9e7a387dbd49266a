package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.contract.PromisedTable;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A query, and what is written about where columns come from, name columns that the contract of the
 * table promises. Of a query only names that say their table are judged; the rest is the engine's.
 */
final class WhatIsReadIsPromised implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-443");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    SortedMap<String, SortedSet<String>> promised = promised(asset, graph);
    if (promised.isEmpty()) {
      return;
    }
    if (asset.spec().run() instanceof RunSpec.Sql sql) {
      BindsAreKnown.written(graph, asset, sql)
          .ifPresent(
              query ->
                  promised.forEach(
                      (table, columns) ->
                          SqlColumns.of(query.text(), table)
                              .forEach(
                                  (offset, column) -> {
                                    if (!has(columns, column)) {
                                      Diagnostic finding =
                                          unpromised(graph, table, column, columns);
                                      out.add(
                                          query.place(
                                              finding, offset, column.length(), graph.locator()));
                                    }
                                  })));
    }
    for (AssetNode.Output output : asset.outputs()) {
      SpecPath lineage = output.path().field("columnLineage");
      output
          .spec()
          .columnLineage()
          .forEach(
              (made, sources) -> {
                for (int i = 0; i < sources.size(); i++) {
                  String source = sources.get(i);
                  int dot = source.lastIndexOf('.');
                  SortedSet<String> columns =
                      promised.get(dot < 0 ? source : source.substring(0, dot));
                  String column = source.substring(dot + 1);
                  if (columns != null && !has(columns, column)) {
                    String table = source.substring(0, dot);
                    out.add(
                        unpromised(graph, table, column, columns)
                            .at(lineage.entry(made).at(i), graph.locator()));
                  }
                }
              });
    }
  }

  /** What the asset reads of what is promised, by table. */
  private static SortedMap<String, SortedSet<String>> promised(AssetNode asset, SpecGraph graph) {
    SortedMap<String, SortedSet<String>> promised = new TreeMap<>();
    for (AssetNode.Input input : asset.inputs()) {
      SortedSet<String> columns =
          input.external().isPresent() ? PromisedColumns.of(graph, input.table()) : new TreeSet<>();
      if (!columns.isEmpty()) {
        promised.put(input.table(), columns);
      }
    }
    return promised;
  }

  private static boolean has(SortedSet<String> columns, String column) {
    return columns.stream().anyMatch(column::equalsIgnoreCase);
  }

  private static Diagnostic unpromised(
      SpecGraph graph, String table, String column, SortedSet<String> columns) {
    return Diagnostic.error(
            CODE,
            String.format(
                Locale.ROOT, "the contract of '%s' promises no column '%s'", table, column))
        .label("not promised")
        .related(graph.contracts().promised(table).map(PromisedTable::at), "the contract's table")
        .help(
            NearestName.to(column, columns)
                .map(near -> "write '" + near + "'")
                .orElse("it promises " + String.join(", ", columns)));
  }
}

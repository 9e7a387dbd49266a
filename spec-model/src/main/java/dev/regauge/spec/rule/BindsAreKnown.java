package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.CodePlaces;
import dev.regauge.spec.model.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A query binds the partition and the params, and nothing else (semantics 21). */
final class BindsAreKnown implements Rule {

  private static final Code CODE = new Code("RG-RULE-052");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SortedSet<String> known = RunWords.binds(graph);
    for (AssetNode asset : graph.writtenAssets()) {
      for (RunWords.Written query : queries(graph, asset)) {
        SortedSet<String> told = new TreeSet<>();
        for (SqlBinds.Bind bind : SqlBinds.in(query.text())) {
          // In brackets it may be a slice or a struct; there the engine tells what is wrong.
          if (!bind.isInBrackets() && !known.contains(bind.name()) && told.add(bind.name())) {
            Diagnostic finding =
                Diagnostic.error(
                        CODE,
                        "the query binds ':" + bind.name() + "', which no run has a value for")
                    .label("no bind and no param")
                    .help(
                        RunWords.help(
                            bind.name(),
                            known,
                            ":%",
                            "; write a space after a colon that binds nothing"));
            out.add(query.place(finding, bind.offset(), bind.name().length() + 1, graph.locator()));
          }
        }
      }
    }
  }

  /** The query that the asset runs, and those of its checks. */
  static List<RunWords.Written> queries(SpecGraph graph, AssetNode asset) {
    List<RunWords.Written> queries = new ArrayList<>();
    if (asset.spec().run() instanceof RunSpec.Sql sql) {
      written(graph, asset, sql).ifPresent(queries::add);
    }
    if (asset.spec().run() instanceof RunSpec.Spark spark && spark.app().endsWith(".sql")) {
      String file = CodePlaces.ofApplication(spark.app());
      SpecPath path = asset.path().field("run").field("spark").field("app");
      graph
          .files()
          .text(file)
          .map(text -> new RunWords.Written(text, path, Optional.of(file)))
          .ifPresent(queries::add);
    }
    List<CheckSpec> checks = asset.spec().checks();
    for (int i = 0; i < checks.size(); i++) {
      if (checks.get(i).test() instanceof CheckSpec.Sql test) {
        SpecPath path = asset.path().field("checks").at(i).field("sql").field("query");
        queries.add(new RunWords.Written(test.query(), path, Optional.empty()));
      }
    }
    return queries;
  }

  /** Returns an asset's own query; a file that is missing is reported already. */
  static Optional<RunWords.Written> written(SpecGraph graph, AssetNode asset, RunSpec.Sql sql) {
    SpecPath run = asset.path().field("run").field("sql");
    return sql.query()
        .map(query -> new RunWords.Written(query, run.field("query"), Optional.empty()))
        .or(
            () ->
                sql.file()
                    .flatMap(graph.files()::text)
                    .map(text -> new RunWords.Written(text, run.field("file"), sql.file())));
  }
}

package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.JobSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An old name belongs to one asset or job only, and nothing has it now. */
final class OldNamesAreFree implements Rule {

  private static final Code CODE = new Code("RG-RULE-037");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    if (graph.writtenAssets().stream().anyMatch(asset -> !asset.spec().was().isEmpty())) {
      checkAssets(graph, out);
    }
    if (graph.jobs().stream()
        .anyMatch(job -> job.spec().filter(OldNamesAreFree::had).isPresent())) {
      checkJobs(graph, out);
    }
    checkTables(graph, out);
  }

  private static boolean had(JobSpec job) {
    return !job.was().isEmpty();
  }

  private static void checkAssets(SpecGraph graph, Diagnostics out) {
    Map<String, SpecPath> keys = new LinkedHashMap<>();
    graph.assets().forEach(asset -> keys.put(asset.key(), asset.path().field("key")));
    for (AssetNode asset : graph.writtenAssets()) {
      judge(graph, "asset", asset.spec().was(), asset.path().field("was"), keys, out);
    }
  }

  private static void checkJobs(SpecGraph graph, Diagnostics out) {
    Map<String, SpecPath> jobs = new LinkedHashMap<>();
    for (JobNode job : graph.jobs()) {
      jobs.put(job.name(), job.path().field(job.spec().isPresent() ? "name" : "key"));
    }
    for (JobNode job : graph.jobs()) {
      List<String> was = job.spec().map(spec -> spec.was()).orElse(List.of());
      judge(graph, "job", was, job.path().field("was"), jobs, out);
    }
  }

  private static void checkTables(SpecGraph graph, Diagnostics out) {
    List<TableColumns> all = TableColumns.of(graph);
    if (all.stream().allMatch(OldNamesAreFree::hadNoOther)) {
      return;
    }
    Map<String, SpecPath> tables = new LinkedHashMap<>();
    all.forEach(table -> tables.putIfAbsent(table.table(), table.path()));
    for (TableColumns table : all) {
      judge(graph, "table", table.was(), table.path().field("was"), tables, out);
      SpecPath list = table.path().field("columns");
      Map<String, SpecPath> columns = new LinkedHashMap<>();
      if (table.columns().stream().anyMatch(column -> !column.was().isEmpty())) {
        for (int i = 0; i < table.columns().size(); i++) {
          columns.putIfAbsent(table.columns().get(i).name(), list.at(i).field("name"));
        }
        for (int i = 0; i < table.columns().size(); i++) {
          List<String> was = table.columns().get(i).was();
          judge(graph, "column", was, list.at(i).field("was"), columns, out);
        }
      }
    }
  }

  private static boolean hadNoOther(TableColumns table) {
    return table.was().isEmpty()
        && table.columns().stream().allMatch(column -> column.was().isEmpty());
  }

  private static void judge(
      SpecGraph graph,
      String kind,
      List<String> was,
      SpecPath at,
      Map<String, SpecPath> taken,
      Diagnostics out) {
    for (int i = 0; i < was.size(); i++) {
      SpecPath other = taken.putIfAbsent(was.get(i), at.at(i));
      if (other != null) {
        out.add(
            Diagnostic.error(CODE, "the old name '" + was.get(i) + "' is another " + kind + "'s")
                .at(at.at(i), graph.locator())
                .label("whose history is it?")
                .related(graph.locator().valueAt(other), "it stands here already")
                .help("remove it, or rename the other one"));
      }
    }
  }
}

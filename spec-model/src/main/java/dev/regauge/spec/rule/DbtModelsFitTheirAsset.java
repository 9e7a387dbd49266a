package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.DbtModel;
import dev.regauge.spec.graph.DbtModels;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.DbtManifest;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.RunSpec;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An asset makes nodes of a dbt project that dbt can make by themselves, mostly one. */
final class DbtModelsFitTheirAsset implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-406");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (!(asset.spec().run() instanceof RunSpec.Dbt run)) {
      return;
    }
    DbtManifest manifest = graph.dbt().manifest(DbtModels.projectOf(run));
    if (manifest.problem().isEmpty()) {
      for (DbtModels.Maker named : DbtModels.makersOf(asset.index(), run, asset.path())) {
        List<DbtManifest.Node> nodes = graph.dbt().candidates(run, named.written());
        if (nodes.size() == 1) {
          node(asset, run, named, nodes.getFirst(), graph, out);
        } else {
          out.add(
              (nodes.isEmpty()
                      ? unknown(run, named.written(), manifest)
                      : ambiguous(named.written(), nodes))
                  .at(named.at(), graph.locator()));
        }
      }
    }
    if (run.resource().isEmpty() && !run.isGroup() && asset.outputs().size() != 1) {
      out.add(
          Diagnostic.error(
                  CODE,
                  "asset '"
                      + asset.key()
                      + "' makes one dbt model, but has "
                      + asset.outputs().size()
                      + " outputs")
              .at(asset.path().field("outputs"), graph.locator())
              .label("a model is one table")
              .help("make an asset for each model, or leave 'outputs' out"));
    }
    if (!asset.spec().resources().isEmpty()) {
      out.add(
          Diagnostic.error(CODE, "nothing of 'resources' reaches the dbt models of an asset")
              .at(asset.path().field("resources"), graph.locator())
              .label(
                  run.resource().isEmpty()
                      ? "the model runs in a DuckDB of the step"
                      : "the model runs in a warehouse")
              .help("hand values over by 'env' (env_var() in dbt) or 'vars', and leave this out"));
    }
  }

  private static void node(
      AssetNode asset,
      RunSpec.Dbt run,
      DbtModels.Maker named,
      DbtManifest.Node node,
      SpecGraph graph,
      Diagnostics out) {
    SpecPath at = asset.path().field("run").field("dbt");
    if (!node.isMade()) {
      out.add(
          Diagnostic.error(
                  CODE, "the dbt model '" + node.name() + "' is ephemeral: it has no table")
              .at(named.at(), graph.locator())
              .label("a part of the queries that read it")
              .help("take an asset for a model that reads it, or materialize it as a table"));
    }
    String command = run.command().orElse("build");
    String own = node.kind().equals("model") ? "run" : node.kind();
    if (!command.equals("build") && !command.equals(own)) {
      out.add(
          Diagnostic.error(
                  CODE,
                  "'dbt "
                      + command
                      + "' does not make the "
                      + node.kind()
                      + " '"
                      + node.name()
                      + "'")
              .at(at.field("command"), graph.locator())
              .label("makes no " + node.kind())
              .help("write 'command: build', which runs its tests too, or 'command: " + own + "'"));
    }
    Optional<AssetNode.Output> appends =
        DbtModel.outputOf(run, named.written(), asset.outputs())
            .filter(output -> output.spec().write().equals(Optional.of("append")));
    if (node.keepsRows() && appends.isPresent()) {
      out.add(
          Diagnostic.error(
                  CODE,
                  "the "
                      + node.materialized()
                      + " '"
                      + node.name()
                      + "' gives all its rows, and"
                      + " they would be appended")
              .at(appends.get().path().field("write"), graph.locator())
              .label("each run would add the old rows again")
              .help("leave 'write' out: dbt itself adds what is new"));
    }
  }

  @Override
  public void checkRest(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      phase(job.spec().flatMap(JobSpec::setup), job.path().field("setup"), graph, out);
      phase(job.spec().flatMap(JobSpec::teardown), job.path().field("teardown"), graph, out);
    }
  }

  private static void phase(Optional<RunSpec> run, SpecPath at, SpecGraph graph, Diagnostics out) {
    if (run.filter(RunSpec.Dbt.class::isInstance).isPresent()) {
      out.add(
          Diagnostic.error(CODE, "a dbt model before or after a run has no table to go to")
              .at(at.field("dbt"), graph.locator())
              .label("only an asset is a model")
              .help("make it an asset, and let the others depend on it"));
    }
  }

  private static Diagnostic unknown(RunSpec.Dbt run, String wanted, DbtManifest manifest) {
    String project = DbtModels.projectOf(run);
    if (manifest.disabled().contains(wanted)) {
      return Diagnostic.error(CODE, "the dbt model '" + wanted + "' is disabled")
          .label("dbt would not make it")
          .help("enable it in the project and run 'dbt parse', or remove the asset");
    }
    List<String> names =
        manifest.nodes().values().stream()
            .filter(DbtManifest.Node::isMade)
            .map(DbtManifest.Node::name)
            .distinct()
            .toList();
    return Diagnostic.error(CODE, "the dbt project '" + project + "' has no model '" + wanted + "'")
        .label("neither a model nor a seed nor a snapshot")
        .help(
            NearestName.to(wanted, names)
                .map(near -> "write '" + near + "'")
                .orElse(
                    "write one of "
                        + String.join(", ", new TreeSet<>(names))
                        + ", or run 'dbt parse' if it is new"));
  }

  private static Diagnostic ambiguous(String wanted, List<DbtManifest.Node> nodes) {
    return Diagnostic.error(CODE, "the dbt model '" + wanted + "' may be any of " + nodes.size())
        .label("not one model")
        .help(
            "write one of "
                + nodes.stream().map(DbtManifest.Node::id).collect(Collectors.joining(", ")));
  }
}

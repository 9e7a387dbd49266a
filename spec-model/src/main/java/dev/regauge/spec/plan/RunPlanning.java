package dev.regauge.spec.plan;

import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.DbtModel;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.graph.Upkeep;
import dev.regauge.spec.model.ImageSpec;
import dev.regauge.spec.model.RunSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plans how something is made: an asset, or what stands before and after a run. */
final class RunPlanning {

  private final SpecGraph graph;

  RunPlanning(SpecGraph graph) {
    this.graph = graph;
  }

  RunPlan plan(RunSpec spec) {
    return switch (spec) {
      case RunSpec.Python run -> new RunPlan.Python(run.entrypoint(), sorted(run.packages()));
      case RunSpec.Sql run ->
          new RunPlan.Sql(
              text(run.query(), run.file()),
              run.file(),
              run.engine(),
              run.templated().orElse(false));
      case RunSpec.Command run -> new RunPlan.Command(run.argv(), run.templated().orElse(false));
      case RunSpec.Container run ->
          new RunPlan.Container(
              image(run.image()), run.command(), run.args(), run.templated().orElse(false));
      case RunSpec.Dbt run -> dbt(run, List.of(), List.of());
      case RunSpec.Spark run ->
          new RunPlan.Spark(run.app(), run.args(), run.conf(), sorted(run.packages()));
      case RunSpec.Dlt run -> dlt(run);
      case RunSpec.Airbyte run ->
          new RunPlan.Airbyte(
              run.connectionId(),
              run.workspaceUrl(),
              run.apiToken(),
              Durations.seconds(run.pollInterval().orElseThrow()),
              Durations.seconds(run.timeout().orElseThrow()));
      case RunSpec.Connector run ->
          new RunPlan.Connector(run.type(), run.entrypoint(), run.config());
      case RunSpec.Export run ->
          new RunPlan.Export(
              run.sink(),
              run.secret(),
              run.config(),
              run.fieldMapping(),
              run.batchSize().orElseThrow());
      case RunSpec.Semantic run -> SemanticPlanning.plan(run);
      case RunSpec.Maintain run -> maintain(run);
      case RunSpec.Noop _ -> new RunPlan.Noop();
    };
  }

  /** Plans how an asset is made. */
  RunPlan plan(AssetNode asset) {
    return asset.spec().run() instanceof RunSpec.Dbt run
        ? dbt(run, graph.dbt().ofAsset(asset.key()), asset.outputs())
        : plan(asset.spec().run());
  }

  /** Without a model of the manifest nothing is run: a rule says so. */
  private static RunPlan.Dbt dbt(
      RunSpec.Dbt run, List<DbtModel> models, List<AssetNode.Output> outputs) {
    SortedMap<String, String> reads = new TreeMap<>();
    models.forEach(model -> reads.putAll(model.reads()));
    return new RunPlan.Dbt(
        run.project().orElseThrow(),
        models.stream()
            .map(
                model ->
                    new RunPlan.DbtNode(
                        model.node().id(),
                        model.output(run, outputs).map(AssetNode.Output::table),
                        // A warehouse has the rows itself.
                        run.resource().isEmpty() && model.node().keepsRows()))
            .toList(),
        reads,
        run.resource(),
        run.target(),
        run.command().orElseThrow(),
        run.fullRefresh().orElse(false),
        run.vars());
  }

  /** The text itself, or that of the file; a file that is not there was reported. */
  String text(Optional<String> query, Optional<String> file) {
    return query.or(() -> file.flatMap(graph.files()::text)).orElse("");
  }

  static ImagePlan image(ImageSpec spec) {
    return new ImagePlan(
        spec.repository(),
        spec.tag(),
        spec.digest(),
        spec.pullPolicy().orElseThrow(),
        sorted(spec.pullSecrets()));
  }

  private static RunPlan.Dlt dlt(RunSpec.Dlt run) {
    RunSpec.SchemaContract contract = run.schemaContract().orElseThrow();
    return new RunPlan.Dlt(
        run.source(),
        run.resource(),
        run.args(),
        run.incremental()
            .map(
                spec ->
                    new RunPlan.Incremental(
                        spec.cursor(),
                        spec.initialValue(),
                        spec.lag().map(Durations::seconds),
                        spec.rowOrder().orElseThrow())),
        new RunPlan.SchemaContract(
            contract.tables().orElseThrow(),
            contract.columns().orElseThrow(),
            contract.dataType().orElseThrow()),
        run.staging(),
        sorted(run.packages()));
  }

  private RunPlan.Maintain maintain(RunSpec.Maintain run) {
    return new RunPlan.Maintain(
        sorted(Upkeep.tables(graph, run).toList()),
        run.expireSnapshots()
            .map(
                spec ->
                    new RunPlan.ExpireSnapshots(
                        Durations.seconds(spec.olderThan().orElseThrow()),
                        spec.retainLast().orElseThrow())),
        run.removeOrphans()
            .map(
                spec ->
                    new RunPlan.RemoveOrphans(
                        Durations.seconds(spec.olderThan().orElseThrow()),
                        spec.dryRun().orElseThrow())),
        run.rewriteDataFiles()
            .map(
                spec ->
                    new RunPlan.RewriteDataFiles(
                        spec.targetBytes().orElseThrow(), spec.strategy().orElseThrow())));
  }

  static List<String> sorted(List<String> names) {
    return names.stream().sorted().distinct().toList();
  }
}

package dev.regauge.spec.plan;

import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.RunSpec;
import java.util.Comparator;
import java.util.List;

/** Plans one asset as one step. */
final class AssetPlanning {

  private final SpecGraph graph;
  private final ProductSpec product;
  private final TablePlanning tables;
  private final CodeVersion codeVersion;

  AssetPlanning(SpecGraph graph, TablePlanning tables) {
    this.graph = graph;
    this.product = graph.product();
    this.tables = tables;
    this.codeVersion = new CodeVersion(graph.files());
  }

  AssetPlan plan(AssetNode node) {
    AssetSpec asset = node.spec();
    RunPlan run = run(asset.run());
    List<CheckPlan> checks =
        asset.checks().stream()
            .map(CheckPlanning::plan)
            .sorted(Comparator.comparing(CheckPlan::name))
            .toList();
    return new AssetPlan(
        asset.key(),
        Names.ofKey(asset.key()),
        asset.description().filter(text -> !text.isEmpty()),
        asset.group().orElseGet(() -> firstSegment(asset.key())),
        sorted(
            asset.owners().isEmpty()
                ? product.metadata().owner().map(List::of).orElse(List.of())
                : asset.owners()),
        sorted(asset.kinds().isEmpty() ? kinds(node) : asset.kinds()),
        asset.tags(),
        asset.metadata(),
        sorted(asset.was()),
        node.partitionSet(),
        node.upstream().stream()
            .map(
                edge ->
                    new AssetPlan.Upstream(edge.upstream(), edge.mapping().text(), edge.isRead()))
            .toList(),
        node.inputs().stream()
            .map(
                input ->
                    new AssetPlan.Input(
                        input.asset(), input.table(), input.as(), input.mapping().text()))
            .sorted(Comparator.comparing(AssetPlan.Input::as))
            .toList(),
        sorted(asset.resources()),
        run,
        node.outputs().stream()
            .map(output -> output(node, output, checks))
            .sorted(Comparator.comparing(AssetPlan.Output::table))
            .toList(),
        checks,
        RetryPlanning.plan(asset.retry().or(product.defaults()::retry)),
        asset.maxRuntime().or(product.defaults()::maxRuntime).map(Durations::seconds),
        asset
            .pool()
            .or(product.defaults()::pool)
            .map(use -> new AssetPlan.PoolUse(use.name(), use.slots().orElse(1))),
        asset.env(),
        asset.execution().or(product.defaults()::execution),
        asset.codeVersion().orElseGet(() -> codeVersion.of(run, asset.run())));
  }

  private AssetPlan.Output output(AssetNode node, AssetNode.Output output, List<CheckPlan> checks) {
    boolean blocks =
        checks.stream().anyMatch(check -> check.enabled() && check.onFail().equals("block"));
    String table = output.table();
    return new AssetPlan.Output(
        table.substring(table.lastIndexOf('.') + 1),
        table,
        output.spec().write().orElse("replace"),
        output.spec().key().isEmpty()
            ? output.spec().columns().stream()
                .filter(column -> column.primaryKey().orElse(false))
                .map(column -> column.name())
                .toList()
            : output.spec().key(),
        blocks && tables.isInCatalog(node, output));
  }

  private RunPlan run(RunSpec run) {
    return switch (run) {
      case RunSpec.Python python -> new RunPlan.Python(python.entrypoint());
      case RunSpec.Sql sql ->
          new RunPlan.Sql(
              sql.query().or(() -> sql.file().flatMap(graph.files()::text)).orElse(""),
              sql.file(),
              sql.engine(),
              sql.templated().orElse(false));
      case RunSpec.Command command ->
          new RunPlan.Command(command.argv(), command.templated().orElse(false));
      case RunSpec.Container _,
          RunSpec.Dbt _,
          RunSpec.Spark _,
          RunSpec.Dlt _,
          RunSpec.Airbyte _,
          RunSpec.Connector _,
          RunSpec.Export _,
          RunSpec.Semantic _,
          RunSpec.Maintain _,
          RunSpec.Noop _ ->
          new RunPlan.Later(run.kind());
    };
  }

  private List<String> kinds(AssetNode node) {
    String kind = node.spec().run().kind();
    return node.outputs().stream()
        .findFirst()
        .map(
            output -> tables.isInCatalog(node, output) ? "iceberg" : tables.storeType(node, output))
        .map(store -> List.of(kind, store))
        .orElse(List.of(kind));
  }

  private static String firstSegment(String key) {
    int slash = key.indexOf('/');
    return slash < 0 ? key : key.substring(0, slash);
  }

  private static List<String> sorted(List<String> names) {
    return names.stream().sorted().distinct().toList();
  }

  /** Plans checks. */
  static final class CheckPlanning {

    private CheckPlanning() {}

    static CheckPlan plan(CheckSpec spec) {
      return new CheckPlan(
          spec.name().orElseGet(spec.test()::kind),
          spec.onFail().orElse("error"),
          spec.threshold().orElse(0.0),
          spec.warnThreshold().orElse(0.0),
          Durations.seconds(spec.timeout().orElse("PT5M")),
          spec.enabled().orElse(true),
          spec.scope().flatMap(CheckSpec.ScopeSpec::partition).orElse("auto"),
          spec.description().filter(text -> !text.isEmpty()),
          spec.tags(),
          test(spec.test()));
    }

    private static CheckPlan.Test test(CheckSpec.TestSpec test) {
      return switch (test) {
        case CheckSpec.NotNull check -> new CheckPlan.NotNull(check.columns());
        case CheckSpec.Unique check -> new CheckPlan.Unique(check.columns());
        case CheckSpec.RowCount check -> new CheckPlan.RowCount(check.min(), check.max());
        case CheckSpec.Range check -> new CheckPlan.Range(check.column(), check.min(), check.max());
        case CheckSpec.AcceptedValues check ->
            new CheckPlan.AcceptedValues(check.column(), ValueOrder.sorted(check.values()));
        case CheckSpec.Sql check ->
            check
                .expect()
                .map(expect -> new CheckPlan.Sql(check.query(), expect.op(), expect.value()))
                .orElseGet(
                    () ->
                        new CheckPlan.Sql(
                            check.query(),
                            "eq",
                            new dev.regauge.spec.model.Value.Number(java.math.BigDecimal.ZERO)));
        case CheckSpec.Python check -> new CheckPlan.Python(check.entrypoint(), check.params());
        case CheckSpec.Pattern _,
            CheckSpec.Freshness _,
            CheckSpec.Relationships _,
            CheckSpec.Schema _,
            CheckSpec.Expression _,
            CheckSpec.RowCountParity _,
            CheckSpec.AggregateParity _,
            CheckSpec.KeyParity _,
            CheckSpec.ChecksumParity _ ->
            new CheckPlan.Later(test.kind());
      };
    }
  }
}

package dev.regauge.spec.plan;

import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.DbtModels;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.ProductSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Plans one asset as one step. */
final class AssetPlanning {

  /** What a merge does about two rows with one key when nothing is said. */
  private static final TablePlan.Dedupe LAST = new TablePlan.Dedupe("last", Optional.empty());

  private final ProductSpec product;
  private final TablePlanning tables;
  private final CodeVersion codeVersion;
  private final RunPlanning runs;
  private final DbtModels dbt;
  private final ContractChecks contracts;

  AssetPlanning(SpecGraph graph, TablePlanning tables) {
    this.product = graph.product();
    this.tables = tables;
    this.codeVersion = new CodeVersion(graph.files());
    this.runs = new RunPlanning(graph);
    this.dbt = graph.dbt();
    this.contracts = new ContractChecks(graph.contracts());
  }

  AssetPlan plan(AssetNode node) {
    AssetSpec asset = node.spec();
    RunPlan run = runs.plan(node);
    List<CheckPlan> own =
        CheckPlanning.plan(
            asset,
            DbtTests.checks(asset, node.outputs(), dbt.ofAsset(asset.key())),
            product.qualityGate(),
            node.outputs().stream().map(AssetNode.Output::layer).collect(Collectors.toSet()));
    List<CheckPlan> checks = contracts.after(own, node);
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
                    new AssetPlan.Upstream(
                        edge.upstream(), MappingPlanning.plan(edge.mapping()), edge.isRead()))
            .toList(),
        node.outside().stream()
            .map(
                wait ->
                    new AssetPlan.Outside(
                        wait.external(), MappingPlanning.plan(wait.mapping()), wait.isRead()))
            .toList(),
        node.inputs().stream()
            .map(
                input ->
                    new AssetPlan.Input(
                        input.asset(),
                        input.external(),
                        input.table(),
                        input.as(),
                        MappingPlanning.plan(input.mapping())))
            .sorted(Comparator.comparing(AssetPlan.Input::as))
            .toList(),
        sorted(asset.resources()),
        run,
        node.outputs().stream()
            .map(output -> output(node, output, own))
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
        asset.codeVersion().orElseGet(() -> codeVersion.of(run)),
        asset.after().orElse("all"),
        asset
            .each()
            .map(
                each ->
                    new AssetPlan.FanOut(
                        each.list(),
                        each.collect(),
                        each.maxItems().orElseThrow(),
                        each.maxParallel().orElseThrow())),
        asset.when().map(this::condition),
        asset.priority().orElse(0),
        asset
            .freshness()
            .map(
                spec ->
                    new AssetPlan.Freshness(
                        spec.warnAfter().map(Durations::seconds),
                        spec.failAfter().map(Durations::seconds))),
        LimitPlanning.backfill(asset.backfill().or(product.defaults()::backfill)),
        LimitPlanning.errors(asset.errors()),
        ComputePlan.of(asset.compute().or(product.defaults()::compute)),
        sorted(asset.requires()),
        sorted(asset.optional()),
        asset.capabilities(),
        asset.atomicOutputs().orElse(false));
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
        isAudited(output, blocks) && tables.isInCatalog(node, output),
        output
            .spec()
            .dedupe()
            .map(TablePlanning::dedupe)
            .or(() -> output.spec().write().filter("merge"::equals).map(_ -> LAST)));
  }

  /** A branch of its own, if nothing is said, where a check blocks. */
  private static boolean isAudited(AssetNode.Output output, boolean blocks) {
    return output.spec().branch().map("audit"::equals).orElse(blocks);
  }

  private ConditionPlan condition(AssetSpec.ConditionSpec spec) {
    return switch (spec) {
      case AssetSpec.Sql sql ->
          new ConditionPlan.Sql(runs.text(sql.query(), sql.file()), sql.file());
      case AssetSpec.Python python -> new ConditionPlan.Python(python.entrypoint());
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
}

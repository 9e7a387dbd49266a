package dev.regauge.spec.graph;

import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.RunSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which tables the product's runs of kind {@code maintain} are for. */
public final class Upkeep {

  private Upkeep() {}

  /** Returns the tables that a run names, {@code *} being all that the product writes. */
  public static Stream<String> tables(SpecGraph graph, RunSpec.Maintain run) {
    return run.tables().stream()
        .flatMap(name -> name.equals("*") ? ofProduct(graph) : Stream.of(name));
  }

  /**
   * Returns the Iceberg tables that the product's assets write and whose files nobody else keeps.
   */
  public static Stream<String> ofProduct(SpecGraph graph) {
    return graph.assets().stream()
        .flatMap(
            asset ->
                asset.outputs().stream()
                    .filter(output -> isIceberg(graph, asset, output))
                    .filter(output -> !isOfNessie(graph, output))
                    .map(AssetNode.Output::table));
  }

  /** Whether an output's table lies in a catalog; a database keeps its tables' files itself. */
  public static boolean isIceberg(SpecGraph graph, AssetNode asset, AssetNode.Output output) {
    Optional<String> engine =
        asset.spec().run() instanceof RunSpec.Sql sql ? sql.engine() : Optional.empty();
    return output
        .spec()
        .catalog()
        .or(() -> engine)
        .filter(graph.product().resources()::containsKey)
        .filter(name -> !graph.product().catalogs().containsKey(name))
        .isEmpty();
  }

  /**
   * Whether an output's table lies in a Nessie catalog, which has a history and upkeep of its own.
   */
  public static boolean isOfNessie(SpecGraph graph, AssetNode.Output output) {
    return output.spec().catalog().stream()
        .flatMap(name -> Stream.ofNullable(graph.product().catalogs().get(name)))
        .anyMatch(catalog -> catalog.type().equals("nessie"));
  }

  /** Returns every run of the kind, those before and after a job's steps among them. */
  public static List<RunSpec.Maintain> runs(SpecGraph graph) {
    Stream<RunSpec> ofJobs =
        graph.jobs().stream()
            .flatMap(job -> job.spec().stream())
            .flatMap((JobSpec job) -> Stream.concat(job.setup().stream(), job.teardown().stream()));
    return Stream.concat(graph.writtenAssets().stream().map(node -> node.spec().run()), ofJobs)
        .filter(RunSpec.Maintain.class::isInstance)
        .map(RunSpec.Maintain.class::cast)
        .toList();
  }
}

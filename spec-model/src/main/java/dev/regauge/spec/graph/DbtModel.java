package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.DbtManifest;
import dev.regauge.spec.model.RunSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A node of a dbt project that an asset makes, alone or with others.
 *
 * @param written what the asset says of it
 * @param at where it says so
 * @param reads the product's table behind each node and source that it and its tests read, by
 *     unique id
 * @param after the assets that make what it and its tests read in the same warehouse
 * @param apart what they read and an asset makes elsewhere than this model is built, by unique id
 * @param around what they read and is made after another node of the same asset, by unique id
 * @param unmet what they read and nothing here makes or declares, by unique id
 * @param tests those that are the asset's checks, by unique id
 */
public record DbtModel(
    String asset,
    String written,
    SpecPath at,
    DbtManifest.Node node,
    SortedMap<String, String> reads,
    SortedSet<String> after,
    List<String> apart,
    List<String> around,
    List<String> unmet,
    List<DbtManifest.Node> tests) {

  /** Returns the one of its asset's outputs that has its rows; none in a warehouse. */
  public Optional<AssetNode.Output> output(RunSpec.Dbt run, List<AssetNode.Output> outputs) {
    return outputOf(run, written, outputs);
  }

  /** Returns the output that has the rows of a model, as the run has it written. */
  public static Optional<AssetNode.Output> outputOf(
      RunSpec.Dbt run, String written, List<AssetNode.Output> outputs) {
    if (!run.isGroup()) {
      return outputs.size() == 1 ? Optional.of(outputs.getFirst()) : Optional.empty();
    }
    String name = RunSpec.Dbt.tableOf(written);
    return outputs.stream()
        .filter(
            output -> name.equals(output.table().substring(output.table().lastIndexOf('.') + 1)))
        .findFirst();
  }
}

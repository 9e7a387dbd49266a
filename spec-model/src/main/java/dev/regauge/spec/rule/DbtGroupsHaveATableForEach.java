package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.DbtModel;
import dev.regauge.spec.graph.DbtModels;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;

/** Of several dbt models in one step each has an output that is named after it, and no more. */
final class DbtGroupsHaveATableForEach implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-455");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (!(asset.spec().run() instanceof RunSpec.Dbt run)
        || !run.isGroup()
        || run.resource().isPresent()) {
      return;
    }
    List<DbtModels.Maker> models = DbtModels.makersOf(asset.index(), run, asset.path());
    for (DbtModels.Maker model : models) {
      String name = RunSpec.Dbt.tableOf(model.written());
      Optional<AssetNode.Output> output = DbtModel.outputOf(run, model.written(), asset.outputs());
      Optional<DbtModels.Maker> namesake =
          models.stream()
              .filter(other -> other.number() < model.number())
              .filter(other -> RunSpec.Dbt.tableOf(other.written()).equals(name))
              .findFirst();
      // The same model once more is another rule's.
      boolean isItself = graph.dbt().makerOf(run, model.written()).filter(model::equals).isEmpty();
      if (namesake.isPresent() && !isItself) {
        out.add(
            Diagnostic.error(CODE, "two dbt models of one step are called '" + name + "'")
                .at(model.at(), graph.locator())
                .label("their tables could not be told apart")
                .related(graph.locator().valueAt(namesake.get().at()), "the other one")
                .help("make one of them by an asset of its own"));
      } else if (!TextFormat.TABLE_NAME.matches("a." + name)) {
        out.add(
            Diagnostic.error(CODE, "no table can be called after '" + model.written() + "'")
                .at(model.at(), graph.locator())
                .label("a table has a-z, 0-9 and _, and begins with a letter or _")
                .help(
                    "write the model's name, or make an asset of it alone, whose table is called"
                        + " after the asset"));
      } else if (output.isEmpty()) {
        out.add(
            Diagnostic.error(CODE, "no output is the table of the dbt model '" + name + "'")
                .at(model.at(), graph.locator())
                .label("its rows would go nowhere")
                .related(
                    graph.locator().valueAt(asset.path().field("outputs")), "the asset's outputs")
                .help("add {table: …." + name + "} to 'outputs', or leave 'outputs' out"));
      }
    }
    for (AssetNode.Output output : asset.outputs()) {
      boolean isMade =
          models.stream()
              .anyMatch(
                  model ->
                      DbtModel.outputOf(run, model.written(), asset.outputs())
                          .filter(found -> found.table().equals(output.table()))
                          .isPresent());
      if (!isMade) {
        out.add(
            Diagnostic.error(
                    CODE, "none of the dbt models makes the output '" + output.table() + "'")
                .at(output.path(), graph.locator())
                .label("called after none of them")
                .help("end the table's name with a model's, or remove the output"));
      }
    }
  }
}

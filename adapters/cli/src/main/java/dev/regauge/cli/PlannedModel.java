package dev.regauge.cli;

import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PlanJson;
import dev.regauge.spec.plan.RunPlan;
import dev.regauge.spec.plan.RunPlan.SemanticModel;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A model of the semantic layer, and the asset that hands it over. */
record PlannedModel(String asset, SemanticModel model) {

  /** Returns a product's models, by name. */
  static List<PlannedModel> of(ExecutionPlan plan) {
    return plan.assets().stream()
        .flatMap(
            asset ->
                asset.run() instanceof RunPlan.Semantic semantic
                    ? semantic.models().stream().map(model -> new PlannedModel(asset.key(), model))
                    : Stream.<PlannedModel>empty())
        .sorted(Comparator.comparing(planned -> planned.model().name()))
        .toList();
  }

  /** Returns the model as the plan has it, with its asset. */
  ObjectNode json(ExecutionPlan plan) {
    for (JsonNode written : new JsonMapper().readTree(PlanJson.write(plan)).get("assets")) {
      for (JsonNode node : written.path("run").path("models")) {
        if (written.get("key").asString().equals(asset)
            && node.get("name").asString().equals(model.name())) {
          return node.asObject().put("asset", asset);
        }
      }
    }
    throw new IllegalStateException("the plan has no model " + model.name());
  }
}

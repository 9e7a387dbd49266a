package dev.regauge.adapters.argo.emit;

import dev.regauge.adapters.argo.model.ArgoProduct;
import dev.regauge.templates.literal.JsonText;

/** The variables of {@code pyproject.toml.ftl}. */
public record ProjectView(JsonText name, JsonText version, JsonText description, JsonText python) {

  static ProjectView of(ArgoProduct product) {
    return new ProjectView(
        JsonText.of(product.plan().product().name() + "-argo"),
        JsonText.of(product.plan().product().version()),
        JsonText.of("The Argo Workflows bundle of " + product.plan().product().name()),
        JsonText.of(">=3.11"));
  }
}

package dev.regauge.adapters.argo.emit;

import dev.regauge.adapters.argo.model.ArgoProduct;
import dev.regauge.adapters.spi.Polled;
import dev.regauge.adapters.spi.SemanticModels;
import dev.regauge.spec.plan.RunPlan;
import dev.regauge.templates.literal.PlainName;

/** The variables of {@code Dockerfile.ftl}. */
public record DockerfileView(
    PlainName product,
    PlainName home,
    PlainName pythonVersion,
    boolean hasEnvironments,
    boolean hasCode,
    boolean hasModels,
    boolean hasTriggers,
    boolean hasSpark) {

  static DockerfileView of(ArgoProduct product) {
    return new DockerfileView(
        PlainName.of(product.plan().product().name()),
        new PlainName(product.home().substring(1)),
        PlainName.of(product.pythonVersion()),
        !product.plan().environments().isEmpty(),
        product.hasCode(),
        SemanticModels.areThere(product.plan()),
        Polled.isNeeded(product.plan()),
        product.plan().assets().stream().anyMatch(asset -> asset.run() instanceof RunPlan.Spark));
  }
}

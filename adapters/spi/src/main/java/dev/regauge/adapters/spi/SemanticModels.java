package dev.regauge.adapters.spi;

import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.RunPlan;

/**
 * The models of a semantic layer: the product home has a file of each below {@code model/}, which a
 * step hands over, so that the image of a step needs that folder.
 */
public final class SemanticModels {

  private SemanticModels() {}

  /** Whether a product has any. */
  public static boolean areThere(ExecutionPlan plan) {
    return plan.assets().stream().anyMatch(asset -> asset.run() instanceof RunPlan.Semantic);
  }
}

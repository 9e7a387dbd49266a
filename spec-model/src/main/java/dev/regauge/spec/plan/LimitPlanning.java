package dev.regauge.spec.plan;

import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.BackfillSpec;
import dev.regauge.spec.model.ComputeSpec;
import dev.regauge.spec.plan.ComputePlan.Amounts;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Plans what a step may use, and when it runs among others. */
final class LimitPlanning {

  private LimitPlanning() {}

  /** Amounts by preset (spec.md 5), which those that are written stand before. */
  static ComputePlan compute(Optional<ComputeSpec> spec) {
    Optional<String> preset =
        spec.isEmpty() ? Optional.of("small") : spec.flatMap(ComputeSpec::preset);
    return new ComputePlan(
        preset,
        amounts(spec.flatMap(ComputeSpec::requests)).or(requestsOf(preset.orElse(""))),
        amounts(spec.flatMap(ComputeSpec::limits)).or(limitsOf(preset.orElse(""))),
        spec.map(ComputeSpec::nodeSelector).orElseGet(TreeMap::new),
        spec.map(ComputeSpec::tolerations).orElse(List.of()));
  }

  private static Amounts amounts(Optional<ComputeSpec.AmountsSpec> spec) {
    return spec.map(written -> new Amounts(written.cpu(), written.memory())).orElse(Amounts.NONE);
  }

  private static Amounts requestsOf(String preset) {
    return switch (preset) {
      case "small" -> Amounts.of("100m", "256Mi");
      case "medium" -> Amounts.of("250m", "512Mi");
      case "large" -> Amounts.of("500m", "1Gi");
      default -> Amounts.NONE;
    };
  }

  private static Amounts limitsOf(String preset) {
    return switch (preset) {
      case "small" -> Amounts.of("500m", "512Mi");
      case "medium" -> Amounts.of("1", "1Gi");
      case "large" -> Amounts.of("2", "2Gi");
      default -> Amounts.NONE;
    };
  }

  static AssetPlan.Backfill backfill(Optional<BackfillSpec> spec) {
    return new AssetPlan.Backfill(
        spec.flatMap(BackfillSpec::maxPartitionsPerRun).orElse(1),
        spec.flatMap(BackfillSpec::order).orElse("oldest"));
  }

  static AssetPlan.Errors errors(Optional<AssetSpec.ErrorsSpec> spec) {
    return new AssetPlan.Errors(
        spec.flatMap(AssetSpec.ErrorsSpec::onPartial).orElse("fail"),
        spec.map(AssetSpec.ErrorsSpec::map).orElse(List.of()).stream()
            .map(rule -> new AssetPlan.ErrorRule(rule.match(), rule.category(), rule.code()))
            .toList());
  }
}

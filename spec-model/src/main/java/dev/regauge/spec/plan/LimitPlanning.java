package dev.regauge.spec.plan;

import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.BackfillSpec;
import java.util.List;
import java.util.Optional;

/** Plans what a step may use, and when it runs among others. */
final class LimitPlanning {

  private LimitPlanning() {}

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

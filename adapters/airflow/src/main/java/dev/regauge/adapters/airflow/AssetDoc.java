package dev.regauge.adapters.airflow;

import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.CheckPlan;

/** An asset's text at its task, in Markdown; the author's words stand in it as they are. */
final class AssetDoc {
  private AssetDoc() {}

  static String of(AssetPlan asset) {
    StringBuilder doc = new StringBuilder();
    asset.description().ifPresent(text -> doc.append(text).append("\n\n"));
    doc.append("Makes asset `").append(asset.key()).append("`.\n");
    for (AssetPlan.Output output : asset.outputs()) {
      doc.append("\n- table `")
          .append(output.table())
          .append("` (")
          .append(output.write())
          .append(")");
    }
    for (CheckPlan check : asset.checks()) {
      if (check.enabled()) {
        doc.append("\n- check `")
            .append(check.name())
            .append("` (")
            .append(check.onFail())
            .append(")");
      }
    }
    asset
        .maxRuntimeSeconds()
        .ifPresent(
            seconds -> doc.append("\n- an attempt is ended after ").append(seconds).append(" s"));
    return doc.append('\n').toString();
  }
}

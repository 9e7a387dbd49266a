package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.Inline;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;

/** Who is told of what, from outside the step. */
public record AlertSpec(
    @Choice({"run.failed", "asset.failed", "check.failed", "freshness.failed", "job.paused"})
        List<String> events,
    @Format(TextFormat.ONE_LINE) List<String> select,
    @Format(TextFormat.ONE_LINE) Optional<String> owner,
    @Inline AlertAction action) {

  /** How an alert reaches its owner. */
  public sealed interface AlertAction
      permits ActionSpec.Webhook,
          ActionSpec.Slack,
          ActionSpec.Kafka,
          ActionSpec.Nats,
          ActionSpec.Command,
          ActionSpec.Python,
          ActionSpec.Email {}
}

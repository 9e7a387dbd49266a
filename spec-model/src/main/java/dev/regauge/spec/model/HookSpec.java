package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What a step does about its own events; an empty list or map of a filter lets all through. */
public record HookSpec(
    @Format(TextFormat.NAME) String name,
    @Choice({
          "service.pre_start",
          "service.post_start",
          "service.pre_stop",
          "service.post_stop",
          "ingestion.start",
          "ingestion.end",
          "transform.start",
          "transform.end",
          "publish.start",
          "publish.end",
          "quality.result",
          "lineage.edges",
          "telemetry.metric",
          "telemetry.log",
          "asset.failed",
          "run.failed"
        })
        List<String> events,
    @Format(TextFormat.ASSET_KEY) List<String> assets,
    @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, String> tags,
    @Between(min = 0, max = 1000) Optional<Integer> priority,
    @Choice({"ignore", "log", "raise"}) Optional<String> failurePolicy,
    @Format(TextFormat.DURATION) Optional<String> timeout,
    HookAction action) {

  /** What a hook does. */
  public sealed interface HookAction
      permits ActionSpec.Webhook,
          ActionSpec.Slack,
          ActionSpec.Kafka,
          ActionSpec.Nats,
          ActionSpec.Command,
          ActionSpec.Python {}
}

package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.NotEmpty;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.ShortForm.Written;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What is done when something happened; in YAML the kind is the key. */
public sealed interface ActionSpec {

  /** A call of an HTTP address with the event as its body. */
  record Webhook(Value url, @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, Value> headers)
      implements HookSpec.HookAction, AlertSpec.AlertAction, ActionSpec {}

  /** A message to a Slack address. */
  record Slack(Value url) implements HookSpec.HookAction, AlertSpec.AlertAction, ActionSpec {}

  /**
   * A message on a topic of the data bus.
   *
   * @param resource the bus, of type kafka; by default the product's only one
   */
  record Kafka(
      @Format(TextFormat.NAME) Optional<String> resource, @Format(TextFormat.ONE_LINE) String topic)
      implements HookSpec.HookAction, AlertSpec.AlertAction, ActionSpec {}

  /**
   * A message on a subject of the control bus.
   *
   * @param resource the bus, of type nats; by default the product's only one
   */
  record Nats(
      @Format(TextFormat.NAME) Optional<String> resource,
      @Format(TextFormat.ONE_LINE) String subject)
      implements HookSpec.HookAction, AlertSpec.AlertAction, ActionSpec {}

  /** A command without a shell; the event is its input. */
  @ShortForm(field = "argv", as = Written.WORDS)
  record Command(@NotEmpty List<String> argv)
      implements HookSpec.HookAction, AlertSpec.AlertAction, ActionSpec {}

  /** A function that gets the event. */
  @ShortForm(field = "entrypoint")
  record Python(@Format(TextFormat.ENTRYPOINT) String entrypoint)
      implements HookSpec.HookAction, AlertSpec.AlertAction, ActionSpec {}

  /**
   * A mail.
   *
   * @param resource the server that sends it, of type smtp; by default the product's only one
   */
  @ShortForm(field = "to", as = Written.TEXT_OR_LIST)
  record Email(
      @NotEmpty @Format(TextFormat.ONE_LINE) List<String> to,
      @Format(TextFormat.NAME) Optional<String> resource)
      implements AlertSpec.AlertAction, ActionSpec {}
}

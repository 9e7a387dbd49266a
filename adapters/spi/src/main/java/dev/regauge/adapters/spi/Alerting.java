package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * Who can be told of what from outside of the steps; so far locally, of assets that are too old.
 */
public final class Alerting {

  private static final Value FRESHNESS = new Value.Text("freshness.failed");

  private Alerting() {}

  /** Whether the runtime tells what a use asks for. */
  public static boolean carries(FeatureUse use) {
    return use.feature() == Feature.ALERT && refusal(use).isEmpty() && hearsOnlyOfAge(use);
  }

  /** Returns the answer of an engine: what nothing can send is refused for good. */
  public static Support support(String engine, FeatureUse use) {
    return refusal(use).orElseGet(() -> NotYet.on(engine, use));
  }

  private static boolean hearsOnlyOfAge(FeatureUse use) {
    return use.values().get("events") instanceof Value.Sequence(List<Value> events)
        && events.stream().allMatch(FRESHNESS::equals);
  }

  private static Optional<Support> refusal(FeatureUse use) {
    return use.values().get("action") instanceof Value.Text(String action)
        ? switch (action) {
          case "email" ->
              Optional.of(
                  new Support.Unsupported(
                      "a product has no mail server by which to send it",
                      "write a webhook, or a command that sends the mail"));
          case "kafka", "nats" -> StepHooks.withoutClient(action);
          default -> Optional.empty();
        }
        : Optional.empty();
  }
}

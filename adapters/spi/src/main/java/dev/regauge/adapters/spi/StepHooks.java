package dev.regauge.adapters.spi;

import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the step tells the hooks of, the same under every engine, where it knows of the event. */
public final class StepHooks {

  private static final String INSTEAD =
      "name the events that a step has: ingestion.start and .end, transform.start and .end,"
          + " publish.start and .end, quality.result, lineage.edges, asset.failed";

  private StepHooks() {}

  /** Whether the step does what a use asks for. */
  public static boolean carries(FeatureUse use) {
    return use.feature() == Feature.HOOK && refusal(use).isEmpty();
  }

  /** Returns the answer to a hook: by the step, or the first of its parts that no step does. */
  public static Support support(FeatureUse use, Support byStep) {
    return refusal(use).orElse(byStep);
  }

  private static Optional<Support> refusal(FeatureUse use) {
    if (use.values().get("action") instanceof Value.Text(String action)
        && (action.equals("kafka") || action.equals("nats"))) {
      return withoutClient(action);
    }
    SortedSet<String> events = new TreeSet<>();
    if (use.values().get("events") instanceof Value.Sequence(List<Value> items)) {
      for (Value item : items) {
        if (item instanceof Value.Text(String event)) {
          events.add(event);
        }
      }
    }
    for (String event : events) {
      if (event.startsWith("service.")) {
        return refused("no step starts or stops a service, so none can tell of " + event, INSTEAD);
      }
      if (event.startsWith("telemetry.")) {
        return refused("no step sends telemetry yet, so none can tell of " + event, INSTEAD);
      }
      if (event.equals("run.failed")) {
        return refused(
            "a step does not see how the run around it ends, so none can tell of run.failed",
            "write asset.failed: each asset that fails for good tells it");
      }
    }
    return Optional.empty();
  }

  /** Returns the refusal of an action that needs a client of Kafka or NATS. */
  static Optional<Support> withoutClient(String action) {
    return withoutClient(
        action, "write a command or a python function that sends the event, or a webhook");
  }

  /** The same for something else than an action: {@code instead} says what to write. */
  static Optional<Support> withoutClient(String bus, String instead) {
    return refused(
        "no step has a client of " + (bus.equals("kafka") ? "Kafka" : "NATS") + " yet", instead);
  }

  private static Optional<Support> refused(String why, String instead) {
    return Optional.of(new Support.Unsupported(why, instead));
  }
}

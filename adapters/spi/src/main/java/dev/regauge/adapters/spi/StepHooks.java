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

  private static final Support BY_SERVICES =
      new Support.Emulated(
          "no step starts or stops a service: 'regauge services start' and 'stop' call it, not this"
              + " target");

  private StepHooks() {}

  /** Whether the step does what a use asks for. */
  public static boolean carries(FeatureUse use) {
    return use.feature() == Feature.HOOK && refusal(use).isEmpty();
  }

  /** Returns the answer to a hook: by the step, or the first of its parts that no step does. */
  public static Support support(FeatureUse use, Support byStep) {
    SortedSet<String> events = events(use);
    boolean isOfServices =
        !events.isEmpty() && events.stream().allMatch(event -> event.startsWith("service."));
    return refusal(use).orElse(isOfServices ? BY_SERVICES : byStep);
  }

  private static SortedSet<String> events(FeatureUse use) {
    SortedSet<String> events = new TreeSet<>();
    if (use.values().get("events") instanceof Value.Sequence(List<Value> items)) {
      for (Value item : items) {
        if (item instanceof Value.Text(String event)) {
          events.add(event);
        }
      }
    }
    return events;
  }

  private static Optional<Support> refusal(FeatureUse use) {
    for (String event : events(use)) {
      if (event.equals("run.failed")) {
        return refused(
            "a step does not see how the run around it ends, so none can tell of run.failed",
            "write asset.failed: each asset that fails for good tells it");
      }
    }
    return Optional.empty();
  }

  private static Optional<Support> refused(String why, String instead) {
    return Optional.of(new Support.Unsupported(why, instead));
  }
}

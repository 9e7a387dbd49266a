package dev.regauge.spec.plan;

import dev.regauge.spec.model.RetrySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Computes the waits of semantics 16. */
final class RetryPlanning {

  private RetryPlanning() {}

  /** Returns the waits of a retry block; without one there is one attempt. */
  static RetryPlan plan(Optional<RetrySpec> spec) {
    if (spec.isEmpty()) {
      return new RetryPlan(List.of(), 0, 1, 0, "none", List.of(), false);
    }
    RetrySpec retry = spec.get();
    double first = Durations.exactSeconds(retry.firstWait().orElse("PT60S"));
    double multiplier = retry.multiplier().orElse(2.0);
    double longest = Durations.exactSeconds(retry.maxWait().orElse("PT1H"));
    List<Double> waits = new ArrayList<>();
    for (int n = 1; n <= retry.max().orElse(3); n++) {
      waits.add(Math.min(longest, first * Math.pow(multiplier, n - 1)));
    }
    List<String> categories =
        retry.categories().isEmpty() ? List.of("RESOURCE", "TRANSIENT") : retry.categories();
    return new RetryPlan(
        List.copyOf(waits),
        first,
        multiplier,
        longest,
        retry.jitter().orElse("none"),
        categories.stream().sorted().distinct().toList(),
        retry.honorRetryAfter().orElse(true));
  }
}

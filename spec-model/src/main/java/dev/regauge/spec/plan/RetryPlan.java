package dev.regauge.spec.plan;

import java.util.List;

/**
 * Which failures of a step are tried again and after which waits (semantics 16).
 *
 * @param waitSeconds the wait before retry 1, 2, ..., already capped; empty = one attempt only
 * @param initialSeconds the parameters that gave the waits, for a target with its own formula
 * @param jitter {@code none} or {@code full} (uniform in [0, wait])
 * @param categories {@code TRANSIENT}, {@code RESOURCE}, {@code VALIDATION}, {@code PERMANENT}; see
 *     semantics 18
 */
public record RetryPlan(
    List<Double> waitSeconds,
    double initialSeconds,
    double multiplier,
    double maxWaitSeconds,
    String jitter,
    List<String> categories,
    boolean honorRetryAfter) {

  /** How many attempts there are at most. */
  public int maxAttempts() {
    return waitSeconds.size() + 1;
  }
}

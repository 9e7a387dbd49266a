package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.Dialect;
import dev.regauge.adapters.argo.model.RetryStrategy;
import dev.regauge.adapters.argo.model.RetryStrategy.Backoff;
import dev.regauge.spec.plan.RetryPlan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A plan's retries as Argo's: which exit codes are tried again, and after which waits. */
record RetryLowering(Dialect dialect) {
  private static final int SECONDS_TO_MILLIS = 1000;

  /** Returns the strategy, or nothing when there is one attempt only. */
  Optional<RetryStrategy> of(RetryPlan retry) {
    if (retry.waitSeconds().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RetryStrategy(
            String.valueOf(retry.waitSeconds().size()),
            "Always",
            expression(retry.categories()),
            backoff(retry)));
  }

  /**
   * Returns the waits that Argo keeps by itself before each retry, in seconds, as one word; the
   * step stays for what the plan asks beyond them.
   */
  String engineWaits(RetryPlan retry) {
    return String.join(
        ",",
        retry.waitSeconds().stream().map(wait -> isExact(retry) ? seconds(wait) : "0").toList());
  }

  /**
   * Whether Argo's formula gives the plan's waits: its factor is whole, it draws nothing, and an
   * older Argo has no limit.
   */
  private boolean isExact(RetryPlan retry) {
    if (!retry.jitter().equals("none")) {
      return false;
    }
    double cap = dialect.hasCap() ? retry.maxWaitSeconds() : Double.POSITIVE_INFINITY;
    double wait = retry.initialSeconds();
    for (double planned : retry.waitSeconds()) {
      if (Math.abs(Math.min(wait, cap) - planned) > 0.0005) {
        return false;
      }
      wait *= factor(retry);
    }
    return true;
  }

  /** The exit codes of semantics 18; a process that was lost without one counts as TRANSIENT. */
  private static String expression(List<String> categories) {
    SortedSet<Integer> codes = new TreeSet<>();
    boolean isLostRetried = false;
    for (String category : categories) {
      switch (category) {
        case "TRANSIENT" -> {
          codes.add(75);
          isLostRetried = true;
        }
        case "RESOURCE" -> codes.add(71);
        case "VALIDATION" -> codes.add(72);
        case "PERMANENT" -> codes.add(70);
        default -> throw new IllegalArgumentException("no retry category: " + category);
      }
    }
    List<String> cases = new ArrayList<>();
    cases.add("asInt(lastRetry.exitCode) in " + codes);
    if (isLostRetried) {
      cases.add("asInt(lastRetry.exitCode) < 0");
      cases.add("asInt(lastRetry.exitCode) > 128");
      cases.add("lastRetry.status == 'Error'");
    }
    return String.join(" || ", cases);
  }

  private @Nullable Backoff backoff(RetryPlan retry) {
    if (!isExact(retry) || retry.waitSeconds().stream().allMatch(wait -> wait == 0)) {
      return null;
    }
    return new Backoff(
        duration(retry.initialSeconds()),
        String.valueOf(factor(retry)),
        dialect.hasCap() ? duration(retry.maxWaitSeconds()) : null);
  }

  private static long factor(RetryPlan retry) {
    return Math.max(1, Math.round(retry.multiplier()));
  }

  private static String seconds(double wait) {
    return BigDecimal.valueOf(wait).stripTrailingZeros().toPlainString();
  }

  /** Returns for example {@code 60s} or {@code 1500ms}. */
  private static String duration(double seconds) {
    long millis = BigDecimal.valueOf(seconds).scaleByPowerOfTen(3).longValue();
    return millis % SECONDS_TO_MILLIS == 0 ? millis / SECONDS_TO_MILLIS + "s" : millis + "ms";
  }
}

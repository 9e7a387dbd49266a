package dev.regauge.adapters.argo.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Further attempts of a step.
 *
 * @param limit how many after the first
 * @param expression whether the last attempt's end deserves another
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetryStrategy(
    String limit, String retryPolicy, String expression, @Nullable Backoff backoff) {

  /** Waits duration · factor^n, at most {@code cap}, which older lines lack; whole factors only. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Backoff(String duration, String factor, @Nullable String cap) {}
}

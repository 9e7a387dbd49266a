package dev.regauge.spec.model;

import java.util.List;
import java.util.Optional;

/** How often and after which waits a failed step is tried again; durations are ISO-8601. */
public record RetrySpec(
    Optional<Integer> max,
    @com.fasterxml.jackson.annotation.JsonProperty("wait") Optional<String> firstWait,
    Optional<Double> multiplier,
    Optional<String> maxWait,
    Optional<String> jitter,
    List<String> categories,
    Optional<Boolean> honorRetryAfter) {}

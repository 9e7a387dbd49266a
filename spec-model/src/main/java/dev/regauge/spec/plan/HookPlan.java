package dev.regauge.spec.plan;

import java.util.List;
import java.util.SortedMap;

/**
 * What a step does about its own events.
 *
 * @param events empty = all
 * @param assets empty = all
 * @param priority the lower goes first
 * @param failurePolicy {@code ignore}, {@code log} or {@code raise}
 */
public record HookPlan(
    String name,
    List<String> events,
    List<String> assets,
    SortedMap<String, String> tags,
    int priority,
    String failurePolicy,
    long timeoutSeconds,
    ActionPlan action) {}

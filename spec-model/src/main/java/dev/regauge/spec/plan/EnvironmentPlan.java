package dev.regauge.spec.plan;

import java.util.Optional;
import java.util.SortedMap;

/**
 * What differs in one environment; becomes {@code env/<name>} in the bundle and touches no other
 * file.
 *
 * @param values for {@code {env: NAME}}
 * @param enabledJobs job name to whether its triggers are on
 * @param poolSlots pool name to its slots
 */
public record EnvironmentPlan(
    String name,
    String namespace,
    SortedMap<String, String> values,
    Optional<String> imageTag,
    Optional<String> imageDigest,
    SortedMap<String, Boolean> enabledJobs,
    SortedMap<String, Integer> poolSlots) {}

package dev.regauge.spec.plan;

/**
 * A limit on attempts that run at once.
 *
 * @param engineName the name in the engine: {@code <scope>_<name>}, or the bare name when shared
 */
public record PoolPlan(String name, String engineName, int slots, boolean shared) {}

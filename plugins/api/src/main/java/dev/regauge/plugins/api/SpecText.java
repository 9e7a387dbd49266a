package dev.regauge.plugins.api;

/**
 * A piece of a product in YAML, as its author could have written it.
 *
 * @param name shown in findings, for example {@code assets.yaml}
 */
public record SpecText(String name, String text) {}

package dev.regauge.adapters.spi;

/**
 * The wheel of {@code regauge_runtime} that every bundle carries under {@code wheels/}.
 *
 * @param fileName for example {@code regauge_runtime-0.1.0-py3-none-any.whl}
 */
public record RuntimeWheel(String fileName, Content content) {}

package dev.regauge.spec.diagnostic;

/**
 * A stretch of a source file.
 *
 * @param file relative to the product root, {@code /} between folders
 * @param line 1-based
 * @param column 1-based, in Unicode code points
 * @param length in code points, at least 1
 */
public record Span(String file, int line, int column, int length) {}

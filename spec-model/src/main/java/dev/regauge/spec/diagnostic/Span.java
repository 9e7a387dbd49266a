package dev.regauge.spec.diagnostic;

import java.util.function.UnaryOperator;

/**
 * A stretch of a source file.
 *
 * @param file relative to the product root, {@code /} between folders
 * @param line 1-based
 * @param column 1-based, in Unicode code points
 * @param length in code points, at least 1
 */
public record Span(String file, int line, int column, int length) {

  /** Returns the same stretch of a file that goes by another name. */
  Span in(UnaryOperator<String> files) {
    return new Span(files.apply(file), line, column, length);
  }
}

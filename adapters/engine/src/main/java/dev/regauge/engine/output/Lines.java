package dev.regauge.engine.output;

import dev.regauge.spec.diagnostic.SecretForms;
import dev.regauge.spec.diagnostic.Span;

/** A text by its lines; places are asked for in their order. */
final class Lines {
  private final String text;
  private int line = 1;
  private int start;

  Lines(String text) {
    this.text = text;
  }

  /** Returns a place's line and the one before it. */
  String around(int at) {
    int begin = text.lastIndexOf('\n', at - 1) + 1;
    int before = text.lastIndexOf('\n', begin - 2) + 1;
    int end = text.indexOf('\n', at);
    return text.substring(Math.min(before, begin), end < 0 ? text.length() : end);
  }

  /** Returns the stretch of a file; each place begins where the last one did or behind it. */
  Span span(String file, SecretForms.Place place) {
    for (int end = text.indexOf('\n', start);
        end >= 0 && end < place.start();
        end = text.indexOf('\n', start)) {
      start = end + 1;
      line++;
    }
    int column = text.codePointCount(start, place.start()) + 1;
    return new Span(file, line, column, text.codePointCount(place.start(), place.end()));
  }
}

package dev.regauge.spec.source;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that was read: its name, relative to the product root, and its text. */
final class SourceFile {

  private final String name;
  private final String text;
  private int @Nullable [] lineStarts;

  SourceFile(String name, String text) {
    this.name = name;
    this.text = text;
  }

  String name() {
    return name;
  }

  String text() {
    return text;
  }

  /** Returns a line without its end; lines end at LF, CR LF and CR as in YAML 1.2. */
  Optional<String> line(int number) {
    int[] starts = starts();
    if (number < 1 || number > starts.length) {
      return Optional.empty();
    }
    int start = starts[number - 1];
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return Optional.of(text.substring(start, end));
  }

  private int[] starts() {
    int[] starts = lineStarts;
    if (starts == null) {
      starts = new int[64];
      int lines = 1;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        boolean isEnd =
            c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'));
        if (isEnd) {
          if (lines == starts.length) {
            starts = Arrays.copyOf(starts, 2 * lines);
          }
          starts[lines] = i + 1;
          lines++;
        }
      }
      starts = Arrays.copyOf(starts, lines);
      lineStarts = starts;
    }
    return starts;
  }
}

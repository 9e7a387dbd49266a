package dev.regauge.lsp;

import dev.regauge.spec.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/**
 * A text by its lines: between indexes of the text, an editor's positions (which count UTF-16 units
 * from 0) and spans (which count code points from 1).
 */
final class Lines {

  private final String text;
  private final int[] starts;

  Lines(String text) {
    this.text = text;
    List<Integer> found = new ArrayList<>(List.of(0));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isCrOfCrLf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !isCrOfCrLf)) {
        found.add(i + 1);
      }
    }
    starts = found.stream().mapToInt(Integer::intValue).toArray();
  }

  String text() {
    return text;
  }

  /** Returns the index of a position; behind a line's end it is the end. */
  int indexOf(Position position) {
    if (position.getLine() >= starts.length) {
      return text.length();
    }
    int line = Math.max(0, position.getLine());
    return Math.min(starts[line] + Math.max(0, position.getCharacter()), endOf(line));
  }

  Position positionOf(int index) {
    int line = lineOf(index);
    return new Position(line, index - starts[line]);
  }

  Range range(int start, int end) {
    return new Range(positionOf(start), positionOf(end));
  }

  /** Returns the range of a finding's span; one that lies outside the text ends with it. */
  Range range(Span span) {
    int line = Math.clamp(span.line() - 1, 0, starts.length - 1);
    int start = forward(starts[line], span.column() - 1, endOf(line));
    return range(start, forward(start, span.length(), endOf(line)));
  }

  /** Returns the index where the line of that index begins. */
  int startOfLineAt(int index) {
    return starts[lineOf(index)];
  }

  /** Returns the index where the line of that index ends, before its end of line. */
  int endOfLineAt(int index) {
    return endOf(lineOf(index));
  }

  private int lineOf(int index) {
    int low = 0;
    int high = starts.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts[middle] <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private int endOf(int line) {
    int end = line + 1 < starts.length ? starts[line + 1] : text.length();
    while (end > starts[line] && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return end;
  }

  private int forward(int from, int codePoints, int end) {
    int index = from;
    for (int i = 0; i < codePoints && index < end; i++) {
      index += Character.charCount(text.codePointAt(index));
    }
    return Math.min(index, end);
  }
}

package dev.regauge.spec.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A text by the parser's places, which count code points, and by its lines, which count from 0. */
final class SourceLines {

  private final int[] characters;
  private final int[] starts;

  SourceLines(String text) {
    characters = text.codePoints().toArray();
    List<Integer> found = new ArrayList<>(List.of(0));
    for (int i = 0; i < characters.length; i++) {
      boolean isEnd =
          characters[i] == '\n'
              || (characters[i] == '\r'
                  && !(i + 1 < characters.length && characters[i + 1] == '\n'));
      if (isEnd) {
        found.add(i + 1);
      }
    }
    starts = found.stream().mapToInt(Integer::intValue).toArray();
  }

  int size() {
    return characters.length;
  }

  int at(int place) {
    return characters[place];
  }

  int count() {
    return starts.length;
  }

  int lineOf(int place) {
    int found = Arrays.binarySearch(starts, place);
    return found >= 0 ? found : -found - 2;
  }

  int startOf(int line) {
    return starts[line];
  }

  /** Returns where a line's text ends, before its end of line. */
  int endOf(int line) {
    int end = line + 1 < starts.length ? starts[line + 1] : characters.length;
    while (end > starts[line] && (characters[end - 1] == '\n' || characters[end - 1] == '\r')) {
      end--;
    }
    return end;
  }

  String line(int line) {
    return text(starts[line], endOf(line));
  }

  boolean isBlank(int line) {
    return line(line).isBlank();
  }

  String text(int from, int to) {
    return new String(characters, from, Math.max(0, Math.min(to, characters.length) - from));
  }
}

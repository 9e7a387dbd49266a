package dev.regauge.engine.ledger;

import dev.regauge.spec.diagnostic.Span;
import java.util.List;

/**
 * A single value that the author wrote: a text, number, flag, null, or a list or map without
 * anything in it.
 *
 * @param path where in its file, by keys and positions as the file has them: {@code
 *     assets[2].retry.max}, and {@code assets[2].retry} when the short form is written
 * @param place its first character
 * @param around the first characters of the maps and lists that it lies in, the innermost first
 */
public record WrittenLeaf(String path, Place place, List<Place> around) {

  public WrittenLeaf {
    around = List.copyOf(around);
  }

  /**
   * A character of a file of the product.
   *
   * @param line from 1
   * @param column from 1, in code points
   */
  public record Place(String file, int line, int column) {
    static Place of(Span span) {
      return new Place(span.file(), span.line(), span.column());
    }

    /** Returns the place as editors take it: {@code product.yaml:7:9}. */
    public String text() {
      return file + ":" + line + ":" + column;
    }
  }
}

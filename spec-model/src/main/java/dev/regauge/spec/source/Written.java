package dev.regauge.spec.source;

import java.util.List;
import java.util.Optional;

/**
 * A piece of a file as it is written, for editors: in short or normal form, with its place.
 *
 * <p>Places are indexes of the file's text, as Java counts them; {@code end} is behind the piece.
 */
public sealed interface Written {

  /** Returns where it begins. */
  int start();

  /** Returns where it ends. */
  int end();

  /**
   * A text, a number, true, false, or nothing at all.
   *
   * @param isQuoted whether a quote or a block's header stands around it
   */
  record Text(String text, boolean isQuoted, int start, int end) implements Written {}

  /** A list; {@code isFlow}: in brackets. */
  record Items(List<Written> items, boolean isFlow, int start, int end) implements Written {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A map; {@code isFlow}: in braces. */
  record Fields(List<Field> fields, boolean isFlow, int start, int end) implements Written {
    public Fields {
      fields = List.copyOf(fields);
    }

    /** Returns the value under that key, if it is there. */
    public Optional<Written> get(String key) {
      return fields.stream()
          .filter(field -> field.key().text().equals(key))
          .map(Field::value)
          .findFirst();
    }

    /** Returns the text under that key, if one is there. */
    public Optional<Text> text(String key) {
      return get(key)
          .flatMap(value -> value instanceof Text text ? Optional.of(text) : Optional.empty());
    }
  }

  /** An entry of a map. */
  record Field(Text key, Written value) {}
}

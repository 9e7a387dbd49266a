package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of YAML with its place and without a type. Places are plain numbers, since a large spec
 * has millions.
 */
abstract sealed class Node {

  private final String file;
  private final int line;
  private final int column;
  private final int length;

  private Node(String file, int line, int column, int length) {
    this.file = file;
    this.line = line;
    this.column = column;
    this.length = length;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }

  int length() {
    return length;
  }

  /** Returns the name of the file that the node stands in. */
  String file() {
    return file;
  }

  Span span() {
    return new Span(file, line, column, length);
  }

  /** A text, number, true, false or null as it is written. */
  static final class Scalar extends Node {
    private final String text;
    private final boolean isPlain;

    Scalar(String file, int line, int column, int length, String text, boolean isPlain) {
      super(file, line, column, length);
      this.text = text;
      this.isPlain = isPlain;
    }

    /** A text that stands for what is written at another node. */
    static Scalar from(Node origin, String text) {
      return new Scalar(origin.file, origin.line, origin.column, origin.length, text, false);
    }

    String text() {
      return text;
    }

    /** Whether it is written without quotes, so that it may be a number, true, false or null. */
    boolean isPlain() {
      return isPlain;
    }

    /** What YAML 1.2's core rules make of it. */
    Scalars.Kind kind() {
      return isPlain ? Scalars.kindOf(text) : Scalars.Kind.TEXT;
    }

    boolean isNull() {
      return isPlain && Scalars.kindOf(text) == Scalars.Kind.NULL;
    }
  }

  /** What could not be read and is reported already; nothing more is said about it. */
  static final class Broken extends Node {
    Broken(String file, int line, int column, int length) {
      super(file, line, column, length);
    }
  }

  /** Nodes in their order. */
  static final class Sequence extends Node {
    private final List<Node> items;
    private boolean isShort;

    Sequence(String file, int line, int column, int length, List<Node> items) {
      super(file, line, column, length);
      this.items = items;
    }

    static Sequence from(Node origin, List<? extends Node> items) {
      return new Sequence(
          origin.file, origin.line, origin.column, origin.length, new ArrayList<>(items));
    }

    /** A list that stands for a text alone. */
    static Sequence ofShort(Node origin, List<? extends Node> items) {
      Sequence list = from(origin, items);
      list.isShort = true;
      return list;
    }

    /** Whether no list is written here, but a text that it stands for. */
    boolean isShort() {
      return isShort;
    }

    List<Node> items() {
      return items;
    }
  }

  /** Nodes under unique keys, in their order. */
  static final class Mapping extends Node {
    private static final int SMALL = 12;

    private Node[] pairs;
    private int size;
    private boolean hasLostEntries;
    private boolean isShort;
    private @Nullable String movedFrom;
    private @Nullable Map<String, Integer> positions;

    /** Takes keys and values in turn. */
    Mapping(String file, int line, int column, int length, List<Node> keysAndValues) {
      super(file, line, column, length);
      this.pairs = keysAndValues.toArray(Node[]::new);
      this.size = pairs.length / 2;
    }

    static Mapping from(Node origin) {
      return new Mapping(origin.file, origin.line, origin.column, origin.length, List.of());
    }

    /** An empty map that stands for another one in all but its entries. */
    static Mapping like(Mapping origin) {
      Mapping map = from(origin);
      map.isShort = origin.isShort;
      map.movedFrom = origin.movedFrom;
      map.hasLostEntries = origin.hasLostEntries;
      return map;
    }

    /** A map that stands for a short value, which is written at its own place. */
    static Mapping ofShort(Node origin) {
      Mapping map = from(origin);
      map.isShort = true;
      return map;
    }

    /** A map that stands for what is written short in a field elsewhere in the product. */
    static Mapping moved(Node origin, String field) {
      Mapping map = ofShort(origin);
      map.movedFrom = field;
      return map;
    }

    /** Whether no map is written here, but something shorter that it stands for. */
    boolean isShort() {
      return isShort;
    }

    /** Returns the field that the short form is written in; null = the map's own. */
    @Nullable String movedFrom() {
      return movedFrom;
    }

    int size() {
      return size;
    }

    Scalar key(int position) {
      return (Scalar) pairs[2 * position];
    }

    Node value(int position) {
      return pairs[2 * position + 1];
    }

    /** Returns the key's position, or -1. */
    int positionOf(String key) {
      if (size <= SMALL) {
        for (int i = 0; i < size; i++) {
          if (key(i).text().equals(key)) {
            return i;
          }
        }
        return -1;
      }
      Map<String, Integer> index = positions;
      if (index == null) {
        index = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
          index.put(key(i).text(), i);
        }
        positions = index;
      }
      return index.getOrDefault(key, -1);
    }

    @Nullable Node get(String key) {
      int position = positionOf(key);
      return position < 0 ? null : value(position);
    }

    void replace(int position, Node value) {
      pairs[2 * position + 1] = value;
    }

    /** Whether an entry could not be kept, which is reported already. */
    boolean hasLostEntries() {
      return hasLostEntries;
    }

    void markLostEntries() {
      hasLostEntries = true;
    }

    /** Adds an entry under a key that is not there yet. */
    void add(Scalar key, Node value) {
      if (2 * size == pairs.length) {
        pairs = Arrays.copyOf(pairs, Math.max(8, 2 * pairs.length));
      }
      pairs[2 * size] = key;
      pairs[2 * size + 1] = value;
      size++;
      positions = null;
    }

    void remove(int position) {
      System.arraycopy(pairs, 2 * (position + 1), pairs, 2 * position, 2 * (size - position - 1));
      size--;
      positions = null;
    }
  }
}

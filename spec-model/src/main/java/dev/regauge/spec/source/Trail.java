package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.schema.RecordShape;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from the root to the node at hand: its path, and the named things around it for messages.
 */
final class Trail {

  private final String file;
  private final StringBuilder path = new StringBuilder();
  private final List<Integer> lengths = new ArrayList<>();
  private final List<RecordShape> shapes = new ArrayList<>();
  private final List<Node.Mapping> maps = new ArrayList<>();

  Trail(String file) {
    this.file = file;
  }

  void enterField(String name) {
    lengths.add(path.length());
    if (!path.isEmpty()) {
      path.append('.');
    }
    path.append(name);
  }

  void enterItem(int position) {
    lengths.add(path.length());
    path.append('[').append(position).append(']');
  }

  void enterEntry(String key) {
    lengths.add(path.length());
    path.append('[').append(key).append(']');
  }

  void leave() {
    path.setLength(lengths.removeLast());
  }

  void enterRecord(RecordShape shape, Node.Mapping map) {
    shapes.add(shape);
    maps.add(map);
  }

  void leaveRecord() {
    shapes.removeLast();
    maps.removeLast();
  }

  FieldProblems.Place at(Node node) {
    return new FieldProblems.Place(new SpecPath(path.toString()), node.in(file), owner());
  }

  /** Returns the last step's words, for example {@code 'max'}, or {@code item 2 of 'values'}. */
  String field() {
    String whole = path.toString();
    int dot = whole.lastIndexOf('.');
    return "'" + whole.substring(dot + 1) + "'";
  }

  /**
   * Returns the innermost record and the innermost thing with a name, for example {@code retry of
   * asset 'a/b'}.
   */
  private String owner() {
    StringBuilder owner = new StringBuilder();
    for (int i = shapes.size() - 1; i > 0; i--) {
      if (!owner.isEmpty()) {
        owner.append(" of ");
      }
      owner.append(shapes.get(i).noun());
      String name = nameOf(maps.get(i));
      if (!name.isEmpty()) {
        return owner.append(" '").append(name).append("'").toString();
      }
    }
    return owner.isEmpty() ? "the product" : owner.toString();
  }

  private static String nameOf(Node.Mapping map) {
    for (String field : List.of("key", "name")) {
      if (map.get(field) instanceof Node.Scalar name && name.text().length() <= 128) {
        return name.text();
      }
    }
    return "";
  }
}

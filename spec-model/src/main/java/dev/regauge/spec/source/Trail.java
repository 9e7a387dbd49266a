package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.schema.RecordShape;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from the root to the node at hand: its path, and the named things around it for messages.
 */
final class Trail {

  private final StringBuilder path = new StringBuilder();
  private final List<Integer> lengths = new ArrayList<>();
  private final List<RecordShape> shapes = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private String entryKey = "";

  void enterField(String name) {
    entryKey = "";
    lengths.add(path.length());
    if (!path.isEmpty()) {
      path.append('.');
    }
    path.append(name);
  }

  void enterItem(int position) {
    entryKey = "";
    lengths.add(path.length());
    path.append('[').append(position).append(']');
  }

  void enterEntry(String key) {
    entryKey = key;
    lengths.add(path.length());
    path.append('[').append(key).append(']');
  }

  void leave() {
    path.setLength(lengths.removeLast());
  }

  /** Enters a record, which is called by its key in a map, else by its own key or name. */
  void enterRecord(RecordShape shape, Node.Mapping map) {
    shapes.add(shape);
    names.add(entryKey.isEmpty() ? nameOf(map) : ScalarBinder.shown(entryKey));
    entryKey = "";
  }

  void leaveRecord() {
    shapes.removeLast();
    names.removeLast();
  }

  FieldProblems.Place at(Node node) {
    return new FieldProblems.Place(new SpecPath(path.toString()), node.span(), owner());
  }

  /** Returns the last field's words, for example {@code 'max'} or {@code 'select[0]'}. */
  String field() {
    int step = lengths.size() - 1;
    while (step > 0 && path.charAt(lengths.get(step)) == '[') {
      step--;
    }
    String words = step < 0 ? "" : path.substring(lengths.get(step));
    return "'" + ScalarBinder.shown(words.startsWith(".") ? words.substring(1) : words) + "'";
  }

  /**
   * Returns the innermost record and the innermost thing with a name, for example {@code the retry
   * of asset 'a/b'}.
   */
  private String owner() {
    StringBuilder owner = new StringBuilder();
    for (int i = shapes.size() - 1; i > 0; i--) {
      String name = names.get(i);
      owner.append(owner.isEmpty() ? "" : " of ");
      if (!name.isEmpty()) {
        return owner.append(shapes.get(i).noun()).append(" '").append(name).append("'").toString();
      }
      owner.append("the ").append(shapes.get(i).noun());
    }
    if (!owner.isEmpty()) {
      return owner.toString();
    }
    return shapes.isEmpty() ? "the product" : "the " + shapes.getFirst().noun();
  }

  private static String nameOf(Node.Mapping map) {
    for (String field : List.of("key", "name")) {
      if (map.get(field) instanceof Node.Scalar name && !name.isNull()) {
        return ScalarBinder.shown(name.text());
      }
    }
    return map.get("metadata") instanceof Node.Mapping metadata ? nameOf(metadata) : "";
  }
}

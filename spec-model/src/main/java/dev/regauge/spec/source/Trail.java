package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.schema.FieldExamples;
import dev.regauge.spec.schema.RecordShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way from the root to the node at hand: its path, and the named things around it for messages.
 */
final class Trail {

  private final StringBuilder path = new StringBuilder();
  private final List<Integer> lengths = new ArrayList<>();
  private final List<RecordShape> shapes = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  /** Whether each step stands in the file, and not in the normal form alone. */
  private final List<Boolean> written = new ArrayList<>();

  /** Whether each record stands for something shorter, whose field is what the file says. */
  private final List<Boolean> shorts = new ArrayList<>();

  /** How many steps led to each record. */
  private final List<Integer> depths = new ArrayList<>();

  private String entryKey = "";

  /** Returns the path of the place at hand. */
  String path() {
    return path.toString();
  }

  void enterField(String name) {
    enter(!(isInShort() && lengths.size() == depths.getLast()));
    if (!path.isEmpty()) {
      path.append('.');
    }
    path.append(name);
  }

  void enterItem(int position) {
    enterItem(position, true);
  }

  /** Enters an item of a list, which the file writes as a list or as its one item alone. */
  void enterItem(int position, boolean isListWritten) {
    enter(isListWritten);
    path.append('[').append(position).append(']');
  }

  void enterEntry(String key) {
    enter(true);
    entryKey = key;
    path.append('[').append(key).append(']');
  }

  private void enter(boolean isWritten) {
    entryKey = "";
    lengths.add(path.length());
    written.add(isWritten);
  }

  void leave() {
    written.removeLast();
    path.setLength(lengths.removeLast());
  }

  /** Enters a record, which is called by its key in a map, else by its own key or name. */
  void enterRecord(RecordShape shape, Node.Mapping map) {
    shapes.add(shape);
    shorts.add(map.isShort());
    depths.add(lengths.size());
    names.add(entryKey.isEmpty() ? nameOf(map) : ScalarBinder.shown(entryKey));
    entryKey = "";
  }

  void leaveRecord() {
    shapes.removeLast();
    shorts.removeLast();
    depths.removeLast();
    names.removeLast();
  }

  FieldProblems.Place at(Node node) {
    return new FieldProblems.Place(new SpecPath(path.toString()), node.span(), owner());
  }

  /** Returns the last field's words, for example {@code 'max'} or {@code 'select[0]'}. */
  String field() {
    return "'" + ScalarBinder.shown(written(step())) + "'";
  }

  private String written(int step) {
    StringBuilder words = new StringBuilder();
    for (int i = Math.max(0, step); i < lengths.size(); i++) {
      if (written.get(i)) {
        int end = i + 1 < lengths.size() ? lengths.get(i + 1) : path.length();
        words.append(path, lengths.get(i), end);
      }
    }
    return words.indexOf(".") == 0 ? words.substring(1) : words.toString();
  }

  /** Returns the number of the last step that the file writes as a field. */
  private int step() {
    int step = lengths.size() - 1;
    while (step > 0 && (!written.get(step) || path.charAt(lengths.get(step)) == '[')) {
      step--;
    }
    return step;
  }

  /** Whether what is at hand is what a short form stands for. */
  boolean isShort() {
    return !written.isEmpty() && !written.getLast();
  }

  private boolean isInShort() {
    return !shorts.isEmpty() && shorts.getLast();
  }

  /** Returns the record that the file itself writes the field in, or null at the root. */
  @Nullable RecordShape writtenIn() {
    int innermost = innermostWritten();
    return innermost < 0 ? null : shapes.get(innermost);
  }

  private int innermostWritten() {
    int innermost = shapes.size() - 1;
    while (innermost >= 0 && shorts.get(innermost)) {
      innermost--;
    }
    return innermost;
  }

  /** Returns the records around the field at hand, the innermost first. */
  List<RecordShape> around() {
    return shapes.reversed();
  }

  /** Returns how the field at hand is written, for example {@code kinds: [sql]}. */
  Optional<String> example() {
    RecordShape owner = writtenIn();
    String words = written(step());
    int bracket = words.indexOf('[');
    return owner == null
        ? Optional.empty()
        : FieldExamples.of(
            owner.definitionName(), bracket < 0 ? words : words.substring(0, bracket));
  }

  /**
   * Returns the innermost record and the innermost thing with a name, for example {@code the retry
   * of asset 'a/b'}.
   */
  private String owner() {
    StringBuilder owner = new StringBuilder();
    for (int i = innermostWritten(); i > 0; i--) {
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

package dev.regauge.spec.verdict;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Where everything of a YAML text stands, by the library's own composer. */
final class Places {

  private final SortedMap<String, String> values = new TreeMap<>();
  private final SortedMap<String, String> keys = new TreeMap<>();

  private Places() {}

  static Places of(String yaml) {
    Places places = new Places();
    Node root =
        new Compose(LoadSettings.builder().setUseMarks(true).build())
            .composeString(yaml)
            .orElseThrow();
    places.add("", root);
    return places;
  }

  /**
   * Whether the value or the key of a place stands at {@code line:column}; the product itself is
   * the empty place, a star is any step, {@code [457]} one of three.
   */
  boolean isAt(String pattern, String lineAndColumn) {
    if (!pattern.contains("*") && !pattern.contains("[")) {
      return lineAndColumn.equals(values.get(pattern)) || lineAndColumn.equals(keys.get(pattern));
    }
    Pattern expression = Pattern.compile(pattern.replace(".", "\\.").replace("*", "[^/]+"));
    return Stream.of(values, keys)
        .flatMap(all -> all.entrySet().stream())
        .filter(entry -> entry.getValue().equals(lineAndColumn))
        .anyMatch(entry -> expression.matcher(entry.getKey()).matches());
  }

  /** Returns the places inside a place. */
  Stream<String> inside(String place) {
    return values.keySet().stream().filter(inside -> inside.startsWith(place + "/"));
  }

  private void add(String place, Node node) {
    values.put(place, text(node));
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        String key = ((ScalarNode) entry.getKeyNode()).getValue();
        String at = place.isEmpty() ? key : place + "/" + key;
        keys.put(at, text(entry.getKeyNode()));
        add(at, entry.getValueNode());
      }
    } else if (node instanceof SequenceNode list) {
      for (int i = 0; i < list.getValue().size(); i++) {
        add(place + "/" + i, list.getValue().get(i));
      }
    }
  }

  private static String text(Node node) {
    Mark mark = node.getStartMark().orElseThrow();
    return (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }
}

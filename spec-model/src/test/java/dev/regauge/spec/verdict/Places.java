package dev.regauge.spec.verdict;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /** Returns {@code line:column} of the value at a place; the product itself is the empty place. */
  Optional<String> value(String place) {
    return Optional.ofNullable(values.get(place));
  }

  /** Returns {@code line:column} of the key at a place. */
  Optional<String> key(String place) {
    return Optional.ofNullable(keys.get(place));
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

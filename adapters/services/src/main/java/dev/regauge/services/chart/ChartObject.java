package dev.regauge.services.chart;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A typed object of Kubernetes in which some places are Helm's to fill. */
public final class ChartObject {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private final ObjectNode tree;
  private final Map<String, Hole> holes = new LinkedHashMap<>();
  private Optional<String> condition = Optional.empty();

  private ChartObject(ObjectNode tree) {
    this.tree = tree;
  }

  /** Returns an object in the release's namespace, whatever namespace it had. */
  public static ChartObject of(Object typed) {
    ChartObject object = new ChartObject(MAPPER.<ObjectNode>valueToTree(typed));
    object.place("/metadata/namespace", Hole.of(".Release.Namespace"));
    return object;
  }

  /** Lets Helm fill a place, which is a JSON pointer; its last member need not be there yet. */
  public ChartObject place(String pointer, Hole hole) {
    JsonPointer at = JsonPointer.compile(pointer);
    String marker = "hole-" + holes.size();
    JsonNode owner = tree.at(at.head());
    switch (owner) {
      case ObjectNode object -> put(object, at.last().getMatchingProperty(), marker);
      case ArrayNode list -> list.set(at.last().getMatchingIndex(), marker);
      default -> throw new IllegalArgumentException("nothing is at " + pointer + " of " + tree);
    }
    holes.put(pointer, hole);
    return this;
  }

  /**
   * Puts a member where it is, or else where the others' order has it, which is the alphabet's; but
   * never first, because in a list the first one holds the dash, and a condition may take it away.
   */
  private static void put(ObjectNode object, String name, String marker) {
    if (object.has(name)) {
      object.put(name, marker);
      return;
    }
    List<String> after = new ArrayList<>();
    object.fieldNames().forEachRemaining(each -> after.add(each));
    after.removeIf(each -> each.compareTo(name) < 0);
    if (!after.isEmpty() && after.size() == object.size()) {
      after.removeFirst();
    }
    object.put(name, marker);
    after.forEach(each -> object.set(each, object.remove(each)));
  }

  /** Lets the whole object be there on a condition only. */
  public ChartObject when(String wanted) {
    condition = Optional.of(wanted);
    return this;
  }

  Optional<String> condition() {
    return condition;
  }

  /** Returns a copy whose places hold texts that begin with that prefix, in the order of holes. */
  ObjectNode marked(String prefix) {
    ObjectNode copy = tree.deepCopy();
    int number = 0;
    for (String pointer : holes.keySet()) {
      JsonPointer at = JsonPointer.compile(pointer);
      String marker = prefix + number++ + ";";
      switch (copy.at(at.head())) {
        case ObjectNode object -> object.put(at.last().getMatchingProperty(), marker);
        case ArrayNode list -> list.set(at.last().getMatchingIndex(), marker);
        default -> throw new IllegalStateException("a place has gone: " + pointer);
      }
    }
    return copy;
  }

  List<Hole> holes() {
    return new ArrayList<>(holes.values());
  }
}

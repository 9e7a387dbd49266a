package dev.regauge.spec.source;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns nodes of a file into plain JSON, and plain JSON into nodes that have a place. */
final class JsonNodes {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonNodes() {}

  static ObjectNode object() {
    return NODES.objectNode();
  }

  static JsonNode of(Node node) {
    return switch (node) {
      case Node.Broken _ -> NODES.nullNode();
      case Node.Scalar scalar ->
          switch (scalar.kind()) {
            case NULL -> NODES.nullNode();
            case TRUE_OR_FALSE -> NODES.booleanNode(Scalars.isTrue(scalar.text()));
            case INTEGER, NUMBER -> number(scalar.text());
            case TEXT, ODD_NUMBER -> NODES.stringNode(scalar.text());
          };
      case Node.Sequence list -> {
        ArrayNode array = NODES.arrayNode();
        list.items().forEach(item -> array.add(of(item)));
        yield array;
      }
      case Node.Mapping map -> {
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < map.size(); i++) {
          object.set(map.key(i).text(), of(map.value(i)));
        }
        yield object;
      }
    };
  }

  private static JsonNode number(String text) {
    try {
      return NODES.numberNode(new java.math.BigDecimal(text));
    } catch (NumberFormatException e) {
      return NODES.stringNode(text); // octal and the like: as it is written
    }
  }

  /** Returns the JSON as nodes that are written where the origin is. */
  static Node at(Node origin, JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        Node.Mapping map = Node.Mapping.from(origin);
        json.properties()
            .forEach(
                entry ->
                    map.add(
                        Node.Scalar.from(origin, entry.getKey()), at(origin, entry.getValue())));
        yield map;
      }
      case ARRAY -> {
        List<Node> items = new ArrayList<>();
        json.values().forEach(item -> items.add(at(origin, item)));
        yield Node.Sequence.from(origin, items);
      }
      case STRING -> Node.Scalar.from(origin, json.stringValue());
      case NUMBER, BOOLEAN, NULL -> plain(origin, json.asString("null"));
      case BINARY, MISSING, POJO -> plain(origin, "null");
    };
  }

  private static Node plain(Node origin, String text) {
    return new Node.Scalar(
        origin.file(), origin.line(), origin.column(), origin.length(), text, true);
  }
}

package dev.regauge.spec.source;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What of a contract is compared as it is written, because nobody here judges its parts. */
final class ContractParts {

  private ContractParts() {}

  /** Returns what a column's type is made of: its items, or its properties; empty for others. */
  static String of(Node.Mapping column) {
    ObjectNode parts = JsonNodeFactory.instance.objectNode();
    for (String field : List.of("items", "properties", "map")) {
      if (column.get(field) instanceof Node node) {
        parts.set(field, ordered(JsonNodes.of(node)));
      }
    }
    return parts.isEmpty() ? "" : parts.toString();
  }

  /** Returns the rules of a table and of its columns, by name. */
  static SortedMap<String, String> rules(Node.Mapping table, ContractWords words) {
    SortedMap<String, String> rules = new TreeMap<>();
    add(rules, "", words.items("quality"));
    for (Node column : words.items("properties")) {
      if (column instanceof Node.Mapping map && map.get("quality") instanceof Node.Sequence list) {
        String name = map.get("name") instanceof Node.Scalar scalar ? scalar.text() : "";
        add(rules, name + ".", List.copyOf(list.items()));
      }
    }
    return rules;
  }

  private static void add(SortedMap<String, String> rules, String owner, List<Node> list) {
    for (Node item : list) {
      JsonNode rule = ordered(JsonNodes.of(item));
      if (rule.path("arguments") instanceof ObjectNode arguments) {
        arguments.remove("validValues");
      }
      String name = owner + rule.path("name").asString(rule.path("metric").asString("rule"));
      String free = name;
      for (int i = 2; rules.containsKey(free); i++) {
        free = name + " " + i;
      }
      rules.put(free, rule.toString());
    }
  }

  /** The order in which a map is written means nothing. */
  private static JsonNode ordered(JsonNode node) {
    if (node instanceof ObjectNode map) {
      SortedMap<String, JsonNode> members = new TreeMap<>();
      map.properties().forEach(entry -> members.put(entry.getKey(), ordered(entry.getValue())));
      ObjectNode sorted = JsonNodeFactory.instance.objectNode();
      members.forEach(sorted::set);
      return sorted;
    }
    return node;
  }

  /** Returns who has which right, by role. */
  static SortedMap<String, String> roles(ContractWords words) {
    SortedMap<String, String> roles = new TreeMap<>();
    for (Node item : words.items("roles")) {
      JsonNode role = ordered(JsonNodes.of(item));
      roles.put(role.path("role").asString(role.toString()), role.path("access").asString(""));
    }
    return roles;
  }
}

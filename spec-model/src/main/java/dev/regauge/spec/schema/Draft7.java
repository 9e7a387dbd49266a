package dev.regauge.spec.schema;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes our schema in draft 7: its definitions have another name, and what stands beside a
 * reference would be ignored.
 */
final class Draft7 {

  private static final String DRAFT = "http://json-schema.org/draft-07/schema#";

  private Draft7() {}

  static ObjectNode of(ObjectNode schema) {
    ObjectNode changed = (ObjectNode) changed(schema);
    String id = schema.path("$id").asString("");
    return changed.put("$schema", DRAFT).put("$id", id.replaceFirst("json$", "7.json"));
  }

  private static JsonNode changed(JsonNode node) {
    if (node instanceof ArrayNode list) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      list.forEach(item -> all.add(changed(item)));
      return all;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(
            entry -> {
              String name = entry.getKey().equals("$defs") ? "definitions" : entry.getKey();
              all.set(name, changed(entry.getValue()));
            });
    if (all.get("$ref") instanceof JsonNode reference && reference.isString()) {
      String target = reference.asString().replace("#/$defs/", "#/definitions/");
      ObjectNode alone = JsonNodeFactory.instance.objectNode().put("$ref", target);
      if (all.size() == 1) {
        return alone;
      }
      all.remove("$ref");
      ArrayNode every = JsonNodeFactory.instance.arrayNode().add(alone);
      if (all.get("allOf") instanceof ArrayNode known) {
        known.forEach(every::add);
      }
      all.set("allOf", every);
    }
    return all;
  }
}

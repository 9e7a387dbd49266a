package dev.regauge.lsp;

import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.Shape;
import dev.regauge.spec.schema.SpecSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the JSON Schema says of fields, for people: editors with and without us say the same. */
final class SchemaTexts {

  private final JsonNode schema = new JsonMapper().readTree(SpecSchema.text());

  /** Returns what a field is, its default and its examples, as Markdown; empty if nothing. */
  String about(RecordShape record, String field) {
    return about(record.definitionName(), field);
  }

  /** Returns what a kind is, as its owner says it: {@code python} of {@code RunSpec}. */
  String about(Shape.KindOf kinds, String kind) {
    return about(kinds.name(), kind);
  }

  private String about(String definition, String field) {
    Optional<JsonNode> found = propertyOf(definition, field);
    List<String> parts = new ArrayList<>();
    found.flatMap(node -> deep(node, "description")).map(JsonNode::asString).ifPresent(parts::add);
    found
        .flatMap(node -> deep(node, "default"))
        .ifPresent(value -> parts.add("Default: `" + plain(value) + "`"));
    found
        .flatMap(node -> deep(node, "examples"))
        .filter(JsonNode::isArray)
        .ifPresent(
            examples ->
                examples.forEach(example -> parts.add("Example: `" + plain(example) + "`")));
    return String.join("\n\n", parts);
  }

  private Optional<JsonNode> propertyOf(String definition, String field) {
    return Optional.ofNullable(schema.path("$defs").path(definition).path("properties").get(field));
  }

  /** What is said of a field may stand in the one of its alternatives that is not nothing. */
  private Optional<JsonNode> deep(JsonNode node, String key) {
    if (node.get(key) != null) {
      return Optional.of(node.get(key));
    }
    for (String alternatives : List.of("anyOf", "allOf", "oneOf")) {
      for (JsonNode each : node.path(alternatives)) {
        if (each.get(key) != null) {
          return Optional.of(each.get(key));
        }
      }
    }
    String reference = node.path("$ref").asString("");
    return reference.startsWith("#/$defs/")
        ? Optional.ofNullable(
            schema.path("$defs").path(reference.substring("#/$defs/".length())).get(key))
        : Optional.empty();
  }

  private static String plain(JsonNode value) {
    return value.isString() ? value.asString() : value.toString();
  }
}

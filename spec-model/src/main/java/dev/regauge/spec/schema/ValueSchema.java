package dev.regauge.spec.schema;

import dev.regauge.spec.model.Value;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the schema says of values that are anything, or refer to something (spec.md 1). */
record ValueSchema(Function<Shape, ObjectNode> schemaOf) {

  /** Adds what a value, a variable and a reference are. */
  void addTo(SortedMap<String, ObjectNode> definitions) {
    ObjectNode reference = object();
    ArrayNode kinds = reference.putArray("oneOf");
    kinds.add(
        referenceKind(
            "env", schemaOf.apply(new Shape.Text(TextFormat.VARIABLE, List.of(), List.of()))));
    kinds.add(
        referenceKind(
            "service",
            schemaOf.apply(new Shape.Text(TextFormat.PRODUCT_NAME, List.of(), List.of()))));
    ObjectNode secret = object();
    ObjectNode parts = object().put("type", "object");
    ObjectNode fields = parts.putObject("properties");
    fields.set(
        "name", schemaOf.apply(new Shape.Text(TextFormat.SECRET_NAME, List.of(), List.of())));
    fields.set("key", schemaOf.apply(new Shape.Text(TextFormat.SECRET_KEY, List.of(), List.of())));
    ArrayNode sources = fields.putObject("source").putArray("enum");
    Value.SecretRef.SOURCES.forEach(sources::add);
    parts.putArray("required").add("name").add("key");
    parts.put("additionalProperties", false);
    secret
        .putArray("anyOf")
        .add(schemaOf.apply(new Shape.Text(TextFormat.SECRET, List.of(), List.of())))
        .add(parts);
    kinds.add(referenceKind("secretRef", secret));
    definitions.put("Reference", reference);
    ObjectNode variable = object();
    ObjectNode literal = object();
    literal.putArray("type").add("string").add("number").add("boolean");
    variable.putArray("anyOf").add(literal).add(reference("Reference"));
    definitions.put("Variable", variable);
    definitions.put("Value", anyValue());
  }

  /** Any value; a map whose one key is that of a reference is one. */
  private static ObjectNode anyValue() {
    ObjectNode value =
        object()
            .put(
                "description",
                "any value; {env: NAME}, {service: name} and {secretRef: name/key} refer");
    ObjectNode refers = value.putObject("if").put("type", "object").put("maxProperties", 1);
    ArrayNode kinds = refers.putArray("anyOf");
    for (String kind : List.of("env", "service", "secretRef")) {
      kinds.addObject().putArray("required").add(kind);
    }
    value.set("then", reference("Reference"));
    ObjectNode other = value.putObject("else");
    other.set("items", reference("Value"));
    other.set("additionalProperties", reference("Value"));
    return value;
  }

  private static ObjectNode referenceKind(String key, ObjectNode value) {
    ObjectNode schema = object().put("type", "object");
    schema.putObject("properties").set(key, value);
    schema.putArray("required").add(key);
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode reference(String definition) {
    return object().put("$ref", "#/$defs/" + definition);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}

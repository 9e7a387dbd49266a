package dev.regauge.spec.schema;

import dev.regauge.spec.model.SignalForm;
import dev.regauge.spec.schema.RecordShape.Field;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of a part: a file that a product includes, which is a service, a topic, or holds
 * some of the product's fields (spec.md 6).
 *
 * <p>It is the product's schema with another top. A map of the product joins over all files, so
 * what such a map needs may stand in another file, and no part is refused for lacking it.
 */
public final class PartSchema {

  private static final String ID = "https://regauge.dev/schema/v1/part.json";
  private static final String PART = "ProductPart";

  /** The fields of a product file that an included one may not have. */
  private static final List<String> NOT_IN_PARTS = List.of("include", "kind");

  private final ObjectNode product;
  private final ObjectNode definitions;

  private PartSchema(ObjectNode product) {
    this.product = product;
    this.definitions = (ObjectNode) product.get("$defs");
  }

  /** Returns the schema as JSON text with a final newline, for any adapters. */
  public static String text() {
    return text(Collections.emptySortedMap());
  }

  /** Returns the schema for the adapters that take these signals, by id. */
  public static String text(SortedMap<String, SignalForm> signals) {
    return schema(signals).toPrettyString() + "\n";
  }

  /** Returns the same schema in draft 7, which many editors read and no newer one. */
  public static String draft7() {
    return draft7(Collections.emptySortedMap());
  }

  /** Returns the draft 7 for the adapters that take these signals, by id. */
  public static String draft7(SortedMap<String, SignalForm> signals) {
    return Draft7.of(schema(signals)).toPrettyString() + "\n";
  }

  private static ObjectNode schema(SortedMap<String, SignalForm> signals) {
    return new PartSchema(SpecSchema.schema(signals)).schema();
  }

  private ObjectNode schema() {
    ObjectNode schema = object();
    schema.set("$schema", product.get("$schema"));
    schema.put("$id", ID).put("title", "Part of a Regauge product").put("type", "object");
    // Here and not in a branch: an editor offers it in a file that has none yet.
    ObjectNode kind = schema.putObject("properties").putObject("kind");
    kind.put("description", "What the file is; one without holds fields of the product.");
    kind.putArray("enum").add("Service").add("ServiceOverride").add("Topic");
    schema.putObject("if").putArray("required").add("kind");
    ObjectNode topic = ofKind("Topic");
    ObjectNode override = ofKind("ServiceOverride").set("else", topic);
    schema.set("then", ofKind("Service").set("else", override));
    schema.set("else", reference(PART));
    definitions.set(PART, fields((ObjectNode) definitions.remove("ProductSpec")));
    schema.set("$defs", definitions);
    return schema;
  }

  private static ObjectNode ofKind(String kind) {
    ObjectNode schema = object();
    schema.putObject("if").putObject("properties").putObject("kind").put("const", kind);
    return schema.set("then", reference(kind + "Spec"));
  }

  /** The product's fields, none of them needed. */
  private ObjectNode fields(ObjectNode all) {
    ObjectNode properties = (ObjectNode) all.get("properties");
    properties.remove(NOT_IN_PARTS);
    for (Field field : SpecShape.product().fields()) {
      if (properties.get(field.name()) instanceof ObjectNode property) {
        if (field.shape() instanceof RecordShape map) {
          property = joined(property, map.definitionName());
        }
        properties.set(field.name(), field.isRequired() ? orNull(property) : property);
      }
    }
    return withoutNeeds(all);
  }

  /** What a map of the product is in one of its files. */
  private ObjectNode joined(ObjectNode property, String name) {
    String part = name.replaceFirst("Spec$", "") + "Part";
    ObjectNode relaxed = withoutNeeds(((ObjectNode) definitions.get(name)).deepCopy());
    if (relaxed.equals(definitions.get(name))) {
      return property;
    }
    definitions.set(part, relaxed);
    return (ObjectNode) replaced(property, reference(name).get("$ref"), reference(part));
  }

  private static JsonNode replaced(JsonNode node, JsonNode target, ObjectNode other) {
    if (node instanceof ArrayNode list) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      list.forEach(item -> all.add(replaced(item, target, other)));
      return all;
    }
    if (!(node instanceof ObjectNode map)) {
      return node;
    }
    ObjectNode all = object();
    map.properties()
        .forEach(
            entry -> {
              boolean isThere = entry.getKey().equals("$ref") && entry.getValue().equals(target);
              all.set(
                  entry.getKey(),
                  isThere ? other.get("$ref") : replaced(entry.getValue(), target, other));
            });
    return all;
  }

  private static ObjectNode withoutNeeds(ObjectNode record) {
    record.remove(List.of("required", "oneOf", "anyOf", "allOf"));
    return record;
  }

  /** A null is nothing written, and what is needed may then stand in another file. */
  private static ObjectNode orNull(ObjectNode property) {
    ObjectNode schema = object();
    for (String told : List.of("description", "examples")) {
      if (property.remove(told) instanceof JsonNode text) {
        schema.set(told, text);
      }
    }
    schema.putArray("anyOf").add(property).add(object().put("type", "null"));
    return schema;
  }

  private static ObjectNode reference(String definition) {
    return object().put("$ref", "#/$defs/" + definition);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}

package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** Values in JSON: literals as themselves, references as objects with one member. */
final class ValueJson {

  private ValueJson() {}

  /** A value that is written as null is none; an absent one is read as such. */
  static Optional<Value> present(Optional<Value> value) {
    return value.filter(said -> !(said instanceof Value.Nothing));
  }

  /** Writes a value. */
  static final class Writer extends StdSerializer<Value> {

    Writer() {
      super(Value.class);
    }

    @Override
    public void serialize(Value value, JsonGenerator out, SerializationContext context) {
      switch (value) {
        case Value.Text text -> out.writeString(text.text());
        case Value.Number number -> out.writeNumber(number.number());
        case Value.Bool bool -> out.writeBoolean(bool.value());
        case Value.Nothing nothing -> out.writeNull();
        case Value.Sequence sequence -> {
          out.writeStartArray();
          sequence.items().forEach(item -> serialize(item, out, context));
          out.writeEndArray();
        }
        case Value.Mapping mapping -> {
          out.writeStartObject();
          mapping
              .entries()
              .forEach(
                  (name, item) -> {
                    out.writeName(name);
                    serialize(item, out, context);
                  });
          out.writeEndObject();
        }
        case Value.EnvironmentRef ref -> reference(out, "env", ref.env());
        case Value.ServiceRef ref -> reference(out, "service", ref.service());
        case Value.SecretRef ref -> {
          out.writeStartObject();
          out.writeName("secretRef");
          out.writeStartObject();
          out.writeStringProperty("name", ref.name());
          out.writeStringProperty("key", ref.key());
          out.writeStringProperty("source", ref.source());
          out.writeEndObject();
          out.writeEndObject();
        }
      }
    }

    private static void reference(JsonGenerator out, String kind, String name) {
      out.writeStartObject();
      out.writeStringProperty(kind, name);
      out.writeEndObject();
    }
  }

  /** Reads a value. */
  static final class Reader extends StdDeserializer<Value> {

    Reader() {
      super(Value.class);
    }

    @Override
    public Value deserialize(JsonParser parser, DeserializationContext context) {
      return value(context.readTree(parser));
    }

    @Override
    public Value getNullValue(DeserializationContext context) {
      return new Value.Nothing();
    }

    private static Value value(JsonNode node) {
      return switch (node.getNodeType()) {
        case STRING -> new Value.Text(node.stringValue());
        case NUMBER -> new Value.Number(node.decimalValue());
        case BOOLEAN -> new Value.Bool(node.booleanValue());
        case ARRAY -> {
          List<Value> items = new ArrayList<>();
          node.values().forEach(item -> items.add(value(item)));
          yield new Value.Sequence(List.copyOf(items));
        }
        case OBJECT -> object(node);
        case NULL, MISSING, BINARY, POJO -> new Value.Nothing();
      };
    }

    private static Value object(JsonNode node) {
      if (node.size() == 1 && node.path("env").isString()) {
        return new Value.EnvironmentRef(node.path("env").stringValue());
      }
      if (node.size() == 1 && node.path("service").isString()) {
        return new Value.ServiceRef(node.path("service").stringValue());
      }
      JsonNode secret = node.path("secretRef");
      if (node.size() == 1 && secret.isObject()) {
        return new Value.SecretRef(
            secret.path("name").asString(),
            secret.path("key").asString(),
            secret.path("source").asString());
      }
      SortedMap<String, Value> entries = new TreeMap<>();
      node.properties().forEach(entry -> entries.put(entry.getKey(), value(entry.getValue())));
      return new Value.Mapping(entries);
    }
  }
}

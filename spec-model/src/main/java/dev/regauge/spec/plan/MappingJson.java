package dev.regauge.spec.plan;

import dev.regauge.spec.partition.KeyMapping;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Mappings in JSON as the spec writes them: {@code "identity"}, {@code "all"}, {@code "last"},
 * {@code {"window": {"start", "end"}}}, {@code {"static": {theirs: ours}}}, {@code {"dims":
 * {dimension: mapping}}}.
 */
final class MappingJson {

  private MappingJson() {}

  /** Writes a mapping. */
  static final class Writer extends StdSerializer<KeyMapping> {

    Writer() {
      super(KeyMapping.class);
    }

    @Override
    public void serialize(KeyMapping value, JsonGenerator out, SerializationContext context) {
      switch (value) {
        case KeyMapping.Identity _ -> out.writeString("identity");
        case KeyMapping.All _ -> out.writeString("all");
        case KeyMapping.Last _ -> out.writeString("last");
        case KeyMapping.Overlap window -> {
          out.writeStartObject();
          out.writeName("window");
          out.writeStartObject();
          out.writeNumberProperty("start", window.start());
          out.writeNumberProperty("end", window.end());
          out.writeEndObject();
          out.writeEndObject();
        }
        case KeyMapping.Fixed fixed -> {
          out.writeStartObject();
          out.writeName("static");
          out.writeStartObject();
          fixed.downstreamOfUpstream().forEach(out::writeStringProperty);
          out.writeEndObject();
          out.writeEndObject();
        }
        case KeyMapping.Dimensions dimensions -> {
          out.writeStartObject();
          out.writeName("dims");
          out.writeStartObject();
          dimensions
              .mappings()
              .forEach(
                  (name, inner) -> {
                    out.writeName(name);
                    serialize(inner, out, context);
                  });
          out.writeEndObject();
          out.writeEndObject();
        }
      }
    }
  }

  /** Reads a mapping. */
  static final class Reader extends StdDeserializer<KeyMapping> {

    Reader() {
      super(KeyMapping.class);
    }

    @Override
    public KeyMapping deserialize(JsonParser parser, DeserializationContext context) {
      JsonNode node = context.readTree(parser);
      return read(node)
          .orElseThrow(
              () -> DatabindException.from(parser, "'" + node + "' is no mapping of partitions"));
    }

    private static Optional<KeyMapping> read(JsonNode node) {
      if (node.isString()) {
        return switch (node.stringValue()) {
          case "identity" -> Optional.of(new KeyMapping.Identity());
          case "all" -> Optional.of(new KeyMapping.All());
          case "last" -> Optional.of(new KeyMapping.Last());
          default -> Optional.empty();
        };
      }
      JsonNode window = node.path("window");
      if (window.isObject()) {
        return Optional.of(
            new KeyMapping.Overlap(window.path("start").asInt(0), window.path("end").asInt(0)));
      }
      if (node.path("static").isObject()) {
        SortedMap<String, String> ours = new TreeMap<>();
        node.path("static").forEachEntry((theirs, value) -> ours.put(theirs, value.asString()));
        return Optional.of(new KeyMapping.Fixed(ours));
      }
      if (!node.path("dims").isObject()) {
        return Optional.empty();
      }
      SortedMap<String, KeyMapping> dimensions = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : node.path("dims").properties()) {
        Optional<KeyMapping> inner = read(entry.getValue());
        if (inner.isEmpty()) {
          return Optional.empty();
        }
        dimensions.put(entry.getKey(), inner.get());
      }
      return Optional.of(new KeyMapping.Dimensions(dimensions));
    }
  }
}

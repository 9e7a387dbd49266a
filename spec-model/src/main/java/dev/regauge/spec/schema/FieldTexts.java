package dev.regauge.spec.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What the schema says of each field for people: a sentence and an example, from a table. */
final class FieldTexts {

  private static final String TABLE = "fields.txt";

  private final JsonMapper mapper = new JsonMapper();
  private final SortedMap<String, Line> lines = new TreeMap<>();

  /** What one field is. */
  private record Line(JsonNode example, String description) {}

  FieldTexts() {
    List<String> records = List.of();
    for (String line : table().lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf(" = ");
      int bar = line.lastIndexOf(" | ");
      if (equals < 0) {
        records = List.of(line.split(" "));
      } else {
        Line told = new Line(value(line.substring(equals + 3, bar)), line.substring(bar + 3));
        for (String record : records) {
          if (lines.put(record + "." + line.substring(0, equals), told) != null) {
            throw new IllegalStateException("twice in " + TABLE + ": " + line);
          }
        }
      }
    }
  }

  /** Adds them to the properties of a record; what the reader says of the form stays behind. */
  void addTo(String record, ObjectNode properties) {
    properties
        .properties()
        .forEach(
            property ->
                find(record, property.getKey())
                    .ifPresent(line -> add((ObjectNode) property.getValue(), line)));
  }

  private static void add(ObjectNode schema, Line line) {
    String form = schema.path("description").asString("");
    schema.put("description", line.description() + (form.isEmpty() ? "" : " Form: " + form + "."));
    schema.putArray("examples").add(line.example());
  }

  /** Returns the lines whose record or field is none of these definitions'. */
  List<String> unusedIn(JsonNode definitions) {
    return lines.keySet().stream()
        .filter(
            name -> {
              int dot = name.indexOf('.');
              return definitions
                  .path(name.substring(0, dot))
                  .path("properties")
                  .path(name.substring(dot + 1))
                  .isMissingNode();
            })
        .toList();
  }

  /** Returns what the field looks like, when the table has it. */
  Optional<JsonNode> example(String record, String field) {
    return find(record, field).map(Line::example);
  }

  private Optional<Line> find(String record, String field) {
    return Optional.ofNullable(lines.get(record + "." + field));
  }

  /** JSON, or else a text as it stands. */
  private JsonNode value(String text) {
    try {
      JsonNode read = mapper.readTree(text);
      return read.toString().isEmpty() ? StringNode.valueOf(text) : read;
    } catch (JacksonException e) {
      return StringNode.valueOf(text);
    }
  }

  private static String table() {
    try (InputStream in = FieldTexts.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + TABLE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

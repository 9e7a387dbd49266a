package dev.regauge.services.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * The schemas that topics had: each that somebody may have written messages by, the oldest first.
 *
 * @param schemas by topic
 */
public record SchemaLock(SortedMap<String, List<Schema>> schemas) {

  /** Its file, beside the product file. */
  public static final String FILE = "topics.lock.json";

  static final Code DAMAGED = new Code("RG-EVT-009");

  private static final int VERSION = 1;

  public SchemaLock {
    schemas = Collections.unmodifiableSortedMap(new TreeMap<>(schemas));
  }

  /** Returns the lock of a text; says what is wrong with one that is none. */
  public static Optional<SchemaLock> read(String text, Diagnostics out) {
    try {
      JsonPlaces.of(FILE, text);
      JsonNode tree = new ObjectMapper().readTree(text);
      if (tree.path("version").asInt() != VERSION || !tree.path("topics").isObject()) {
        return damaged(new Span(FILE, 1, 1, 1), "it has no 'version: 1' and no 'topics'", out);
      }
      SortedMap<String, List<Schema>> schemas = new TreeMap<>();
      for (var topic : tree.path("topics").properties()) {
        List<Schema> history = new ArrayList<>();
        for (JsonNode schema : topic.getValue()) {
          history.add(new Schema.Parser().parse(schema.toString()));
        }
        schemas.put(topic.getKey(), List.copyOf(history));
      }
      return Optional.of(new SchemaLock(schemas));
    } catch (JsonPlaces.NotJson e) {
      return damaged(e.at(), e.why(), out);
    } catch (SchemaParseException e) {
      return damaged(new Span(FILE, 1, 1, 1), String.valueOf(e.getMessage()), out);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can be read", e);
    }
  }

  private static Optional<SchemaLock> damaged(Span at, String why, Diagnostics out) {
    out.add(
        Diagnostic.error(DAMAGED, "the lock of the topics' schemas cannot be read")
            .at(at)
            .label(TopicSchemas.inOneLine(why))
            .help("take the last one that was committed"));
    return Optional.empty();
  }

  /** Returns the schemas of a topic, the oldest first. */
  public List<Schema> of(String topic) {
    return schemas.getOrDefault(topic, List.of());
  }

  /** Returns the text of the file. */
  public String text() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", VERSION);
    ObjectNode topics = tree.putObject("topics");
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    try {
      for (var topic : schemas.entrySet()) {
        ArrayNode history = topics.putArray(topic.getKey());
        for (Schema schema : topic.getValue()) {
          history.add(mapper.readTree(schema.toString()));
        }
      }
      return mapper.writeValueAsString(tree).replace("\r\n", "\n") + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can be written to", e);
    }
  }
}

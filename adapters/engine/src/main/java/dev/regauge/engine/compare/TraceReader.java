package dev.regauge.engine.compare;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a trace's lines; whatever is not a line of a trace is one sentence with its line number.
 */
public final class TraceReader {

  /** What tells a trace's line from the rest of a log. */
  private static final String STREAM_PREFIX = "REGAUGE_TRACE ";

  /** What is compared; hooks and branches alone would compare as equal. */
  private static final Set<String> COMPARED = Set.of("asset", "check", "table");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private TraceReader() {}

  /** A line that is not JSON, or lacks what its kind needs. */
  public static final class NotATrace extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotATrace(String file, String why) {
      super(file + ": " + why);
    }

    NotATrace(String file, int line, String why) {
      super(file + ":" + line + ": " + why);
    }
  }

  /**
   * Returns the events of a file's text, in its order.
   *
   * @throws NotATrace for the first line that is none, and for a trace that tells of nothing: two
   *     of them would be equal
   */
  public static Trace read(String file, String text) {
    List<TraceEvent> events = new ArrayList<>();
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = raw.startsWith(STREAM_PREFIX) ? raw.substring(STREAM_PREFIX.length()) : raw;
      if (!line.isBlank()) {
        events.add(event(file, number, line));
      }
    }
    if (events.stream().noneMatch(event -> COMPARED.contains(event.kind()))) {
      throw new NotATrace(file, "no asset, check or table event is in it: nothing to compare");
    }
    String runner = events.getFirst().runner();
    return new Trace(runner, file, List.copyOf(events));
  }

  private static TraceEvent event(String file, int number, String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JacksonException e) {
      throw new NotATrace(file, number, "not JSON: " + e.getOriginalMessage());
    }
    String kind = text(node, "kind");
    if (!node.isObject() || kind.isEmpty()) {
      throw new NotATrace(file, number, "a trace's line is an object with a kind");
    }
    if (kind.equals("asset") && (text(node, "asset").isEmpty() || text(node, "status").isEmpty())) {
      throw new NotATrace(file, number, "an asset event needs asset and status");
    }
    String runKey = text(node, "runKey");
    String[] parts = runKey.split("/", 4);
    String runPartition = parts.length == 4 && !parts[2].isEmpty() ? parts[2] : "-";
    return new TraceEvent(
        kind,
        text(node, "runner"),
        text(node, "source").equals("engine"),
        runKey,
        text(node, "asset"),
        partition(node.path("partition")),
        runPartition,
        Math.max(1, node.path("attempt").asInt(1)),
        text(node, "status"),
        instant(file, number, text(node, "start")),
        instant(file, number, text(node, "end")),
        text(node, "check"),
        text(node, "table"),
        strings(node.path("columns")),
        node.path("rows").isArray() ? List.copyOf(node.path("rows").values()) : List.of());
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString() ? value.stringValue() : "";
  }

  /** A partition is an object of dimensions or, from a simple exporter, its key. */
  private static String partition(JsonNode node) {
    if (node.isObject()) {
      String key =
          node.properties().stream()
              .sorted(java.util.Map.Entry.comparingByKey())
              .map(entry -> entry.getValue().asString())
              .collect(Collectors.joining("|"));
      return key.isEmpty() ? "-" : key;
    }
    return node.isString() && !node.stringValue().isEmpty() ? node.stringValue() : "-";
  }

  private static List<String> strings(JsonNode node) {
    return node.isArray() ? node.values().stream().map(JsonNode::asString).toList() : List.of();
  }

  private static Optional<OffsetDateTime> instant(String file, int number, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text));
    } catch (DateTimeParseException e) {
      throw new NotATrace(file, number, "not an instant with a zone: " + text);
    }
  }
}

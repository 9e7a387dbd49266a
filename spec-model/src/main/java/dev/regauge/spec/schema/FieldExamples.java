package dev.regauge.spec.schema;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How each field is written, from the schema's examples, for the help of a finding. */
public final class FieldExamples {

  /** A text that YAML takes as a text without quotes, inside braces too. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_./$][A-Za-z0-9_./+-]*( [A-Za-z0-9_./+-]+)*");

  private static final Pattern OTHERWISE_READ =
      Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n|\\..*");

  private static @Nullable FieldTexts texts;

  private FieldExamples() {}

  /**
   * Returns a line of YAML such as {@code outputs: [{table: silver.orders}]}.
   *
   * @param record the record's name in the schema
   */
  public static synchronized Optional<String> of(String record, String field) {
    FieldTexts known = texts;
    if (known == null) {
      known = new FieldTexts();
      texts = known;
    }
    return known.example(record, field).map(example -> field + ": " + yaml(example));
  }

  /** Returns a text as it stands in YAML, in quotes where it needs them. */
  public static String quoted(String text) {
    boolean isPlain = PLAIN.matcher(text).matches() && !OTHERWISE_READ.matcher(text).matches();
    return isPlain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String yaml(JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .map(entry -> entry.getKey() + ": " + yaml(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (node.isArray()) {
      return node.values().stream()
          .map(FieldExamples::yaml)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return node.isString() ? quoted(node.stringValue()) : node.toString();
  }
}

package dev.regauge.cli;

import dev.regauge.engine.PrettyJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A JSON Schema of ours as a page for people: each record with its fields, in Markdown. */
final class SchemaPage {
  private static final String DEFINITIONS = "$defs";

  private final StringBuilder page = new StringBuilder();

  private SchemaPage() {}

  /** Returns the page of a schema of draft 2020-12. */
  static String of(String schema) {
    JsonNode root = PrettyJson.tree(schema);
    SchemaPage made = new SchemaPage();
    made.page.append("# ").append(root.path("title").asString("Schema")).append('\n');
    made.record(root);
    for (var definition : root.path(DEFINITIONS).properties()) {
      made.page.append("\n## ").append(definition.getKey()).append('\n');
      made.record(definition.getValue());
    }
    return made.page.toString();
  }

  private void record(JsonNode record) {
    String about = record.path("description").asString("");
    if (!about.isEmpty()) {
      page.append('\n').append(cell(about)).append('\n');
    }
    // A record with a short form is one of several: the form with fields has the table.
    List<JsonNode> forms = new ArrayList<>(List.of(record));
    record.path("anyOf").values().forEach(forms::add);
    record.path("oneOf").values().forEach(forms::add);
    List<String> others = new ArrayList<>();
    for (JsonNode form : forms) {
      if (form.path("properties").isEmpty()) {
        String words = words(form);
        if (!form.equals(record) && !words.isEmpty()) {
          others.add(words);
        }
      } else {
        fields(form);
      }
    }
    boolean isPlain = forms.size() == 1 && record.path("properties").isEmpty();
    if (isPlain && !words(record).isEmpty()) {
      others.add(words(record));
    }
    if (!others.isEmpty()) {
      String joined = String.join(", or ", new LinkedHashSet<>(others));
      page.append("\nMay be ").append(joined).append(".\n");
    }
  }

  private void fields(JsonNode form) {
    Set<String> required =
        form.path("required").values().stream()
            .map(name -> name.asString(""))
            .collect(Collectors.toSet());
    page.append("\n| Field | What may stand there | About |\n|---|---|---|\n");
    for (var field : form.path("properties").properties()) {
      JsonNode value = field.getValue();
      JsonNode example = value.path("examples").path(0);
      page.append("| `").append(field.getKey()).append('`');
      page.append(required.contains(field.getKey()) ? " (must be) | " : " | ");
      page.append(words(value)).append(" | ");
      page.append(cell(value.path("description").asString("")));
      if (!example.isMissingNode()) {
        page.append(" For example `").append(cell(example.toString())).append("`.");
      }
      page.append(" |\n");
    }
  }

  /** Says what may stand at a place; empty where the schema does not say. */
  private static String words(JsonNode node) {
    if (node.has("$ref")) {
      String name = node.path("$ref").asString("").replaceFirst(".*/", "");
      return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
    }
    for (String choice : List.of("anyOf", "oneOf")) {
      if (node.has(choice)) {
        return node.path(choice).values().stream()
            .map(SchemaPage::words)
            .filter(words -> !words.isEmpty())
            .distinct()
            .collect(Collectors.joining(" or "));
      }
    }
    if (node.has("enum")) {
      return node.path("enum").values().stream()
          .map(word -> "`" + cell(word.asString(word.toString())) + "`")
          .collect(Collectors.joining(", "));
    }
    if (node.has("const")) {
      return "`" + cell(node.path("const").asString("")) + "`";
    }
    return kind(node);
  }

  private static String kind(JsonNode node) {
    JsonNode type = node.path("type");
    String word = type.isArray() ? type.path(0).asString("") : type.asString("");
    return switch (word) {
      case "string" -> "a text";
      case "integer" -> "a whole number" + bounds(node);
      case "number" -> "a number" + bounds(node);
      case "boolean" -> "true or false";
      case "array" -> "a list" + of(node.path("items"));
      case "object" -> "a map" + of(node.path("additionalProperties"));
      default -> "";
    };
  }

  private static String of(JsonNode inner) {
    String words = inner.isObject() ? words(inner) : "";
    return words.isEmpty() ? "" : " of " + words;
  }

  private static String bounds(JsonNode node) {
    long least = node.path("minimum").asLong(Integer.MIN_VALUE);
    long most = node.path("maximum").asLong(Integer.MAX_VALUE);
    return (least > Integer.MIN_VALUE ? " from " + least : "")
        + (most < Integer.MAX_VALUE ? " to " + most : "");
  }

  /** A table's cell: one line, whose bars are no borders. */
  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ").strip();
  }
}

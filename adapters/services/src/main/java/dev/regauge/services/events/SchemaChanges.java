package dev.regauge.services.events;

import dev.regauge.services.events.TopicSchemas.Current;
import dev.regauge.services.topics.Topics.Placed;
import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** What a new schema breaks for those who have an older one, by Avro's own rules of resolution. */
final class SchemaChanges {
  static final Code CODE = new Code("RG-EVT-007");

  private SchemaChanges() {}

  /** Returns the finding about a schema that a topic has no longer. */
  static Diagnostic gone(Placed topic, Compatibility mode) {
    return Diagnostic.error(CODE, "the schema of topic '" + topic.name() + "' is gone")
        .label("it had one, and is " + mode.word())
        .help("name it in 'schema', or write 'compatibility: NONE'");
  }

  /** Returns what breaks: each place once for each direction. */
  static List<Diagnostic> breaks(
      Placed topic, Current now, List<Schema> before, Compatibility mode) {
    List<Diagnostic> found = new ArrayList<>();
    for (Schema older : before) {
      if (mode.readsOlder()) {
        for (Incompatibility one : of(now.schema(), older)) {
          found.add(finding(topic, now, one, one.getLocation(), now.schema(), mode, true));
        }
      }
      if (mode.isReadByOlder()) {
        for (Incompatibility one : of(older, now.schema())) {
          found.add(finding(topic, now, one, one.getLocation(), older, mode, false));
        }
      }
    }
    return found.stream().distinct().toList();
  }

  private static List<Incompatibility> of(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities();
  }

  /**
   * Returns one finding.
   *
   * @param pointer where in the reader's schema
   * @param isReader whether that is the new one
   */
  private static Diagnostic finding(
      Placed topic,
      Current now,
      Incompatibility what,
      String pointer,
      Schema reader,
      Compatibility mode,
      boolean isReader) {
    String field = fieldAt(reader, pointer);
    String place = isReader ? pointer : pointerOf(now.schema(), field).orElse("/fields");
    String subject = field.isEmpty() ? "the schema" : "field '" + field + "'";
    return Diagnostic.error(
            CODE,
            subject
                + " of topic '"
                + topic.name()
                + "' breaks "
                + (isReader ? "messages that were written before" : "readers of the schema before"))
        .at(now.places().at(place))
        .label(words(what, isReader))
        .help(
            help(what, isReader)
                + ", make it a new topic (its name ends in a version), or change 'compatibility: "
                + mode.word()
                + "'");
  }

  private static String words(Incompatibility what, boolean isReader) {
    return switch (what.getType()) {
      case READER_FIELD_MISSING_DEFAULT_VALUE ->
          isReader
              ? "older messages do not have it, and it has no default"
              : "'" + what.getMessage() + "' is missing here, and had no default";
      case TYPE_MISMATCH ->
          isReader ? "older messages have another type" : "older readers expect another type";
      case NAME_MISMATCH -> "its type has another name than before";
      case FIXED_SIZE_MISMATCH -> "its size is another one than before";
      case MISSING_ENUM_SYMBOLS ->
          (isReader
                  ? "symbols are missing that older messages have: "
                  : "older readers miss symbols: ")
              + what.getMessage();
      case MISSING_UNION_BRANCH ->
          isReader
              ? "a type is missing that older messages have"
              : "older readers do not know one of the types";
    };
  }

  private static String help(Incompatibility what, boolean isReader) {
    return switch (what.getType()) {
      case READER_FIELD_MISSING_DEFAULT_VALUE ->
          isReader ? "give it a 'default'" : "keep the field";
      case TYPE_MISMATCH, FIXED_SIZE_MISMATCH -> "keep its type";
      case NAME_MISMATCH -> "keep its name, or add an alias";
      case MISSING_ENUM_SYMBOLS ->
          isReader ? "keep the symbols, or give the enum a 'default'" : "leave the symbols out";
      case MISSING_UNION_BRANCH -> isReader ? "keep the type" : "leave the type out";
    };
  }

  /** Returns the names of the fields that lead to a place in a schema: {@code items.price}. */
  private static String fieldAt(Schema schema, String pointer) {
    List<String> names = new ArrayList<>();
    Schema at = schema;
    String[] steps = pointer.split("/", -1);
    for (int i = 1; i < steps.length && at != null; i++) {
      switch (steps[i].toLowerCase(Locale.ROOT)) {
        case "fields" -> {
          if (i + 1 < steps.length && at.getType() == Schema.Type.RECORD) {
            Schema.Field field = at.getFields().get(Integer.parseInt(steps[++i]));
            names.add(field.name());
            at = field.schema();
          }
        }
        case "items" -> at = at.getType() == Schema.Type.ARRAY ? at.getElementType() : at;
        case "values" -> at = at.getType() == Schema.Type.MAP ? at.getValueType() : at;
        default -> at = branch(at, steps[i]);
      }
    }
    return String.join(".", names);
  }

  private static Schema branch(Schema at, String step) {
    boolean isBranch = at.getType() == Schema.Type.UNION && step.matches("[0-9]+");
    return isBranch ? at.getTypes().get(Integer.parseInt(step)) : at;
  }

  /** Returns where a field of the outermost record is in a schema; empty when it has none. */
  private static Optional<String> pointerOf(Schema schema, String field) {
    if (schema.getType() != Schema.Type.RECORD || field.isEmpty()) {
      return Optional.empty();
    }
    String first = field.contains(".") ? field.substring(0, field.indexOf('.')) : field;
    return Optional.ofNullable(schema.getField(first)).map(known -> "/fields/" + known.pos());
  }
}

package dev.regauge.engine.contract;

import dev.regauge.engine.contract.DataContract.Column;
import dev.regauge.engine.contract.DataContract.TypeOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Iceberg's types in the standard's words. Version 3.1 has no map, which is an object there whose
 * names are not known; binary and fixed are strings of that format. Each column has a logical type:
 * the JSON Schema of 3.2 takes one without for a map.
 */
final class LogicalTypes {
  private static final TypeOptions NONE = new TypeOptions(Optional.empty(), Optional.empty());

  /**
   * A type in the standard's words.
   *
   * @param fields of an object
   * @param item of an array
   */
  record Logical(
      String type, Optional<TypeOptions> options, List<Column> fields, Optional<Column> item) {}

  private LogicalTypes() {}

  /** Returns a type that the reader has accepted, for example {@code list<struct<id: long>>}. */
  static Logical of(String type) {
    String inner = inside(type);
    if (type.startsWith("decimal")) {
      return plain("number", NONE);
    }
    if (type.startsWith("list")) {
      return new Logical("array", Optional.empty(), List.of(), Optional.of(item(inner)));
    }
    if (type.startsWith("struct")) {
      List<Column> fields = parts(inner).stream().map(LogicalTypes::field).toList();
      return new Logical("object", Optional.empty(), fields, Optional.empty());
    }
    if (type.startsWith("map")) {
      return plain("object", NONE);
    }
    return switch (type) {
      case "boolean", "date", "time", "string" -> plain(type, NONE);
      case "int" -> plain("integer", format("i32"));
      case "long" -> plain("integer", format("i64"));
      case "float" -> plain("number", format("f32"));
      case "double" -> plain("number", format("f64"));
      case "uuid" -> plain("string", format("uuid"));
      case "timestamp" -> plain("timestamp", zone(false));
      case "timestamptz" -> plain("timestamp", zone(true));
      default -> plain("string", format("binary"));
    };
  }

  private static Logical plain(String type, TypeOptions options) {
    return new Logical(
        type, Optional.of(options).filter(said -> !said.equals(NONE)), List.of(), Optional.empty());
  }

  private static TypeOptions format(String format) {
    return new TypeOptions(Optional.of(format), Optional.empty());
  }

  private static TypeOptions zone(boolean hasZone) {
    return new TypeOptions(Optional.empty(), Optional.of(hasZone));
  }

  private static Column item(String type) {
    return column(Optional.empty(), type.strip());
  }

  private static Column field(String field) {
    int colon = field.indexOf(':');
    return column(
        Optional.of(field.substring(0, colon).strip()), field.substring(colon + 1).strip());
  }

  private static Column column(Optional<String> name, String type) {
    Logical logical = of(type);
    return new Column(
        name,
        logical.type(),
        logical.options(),
        type,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        logical.fields(),
        logical.item());
  }

  private static String inside(String type) {
    int open = type.indexOf('<');
    return open < 0 ? "" : type.substring(open + 1, type.lastIndexOf('>'));
  }

  /** Cuts at the commas that stand in no bracket. */
  private static List<String> parts(String fields) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < fields.length(); i++) {
      switch (fields.charAt(i)) {
        case '<', '(' -> depth++;
        case '>', ')' -> depth--;
        case ',' -> {
          if (depth == 0) {
            parts.add(fields.substring(start, i));
            start = i + 1;
          }
        }
        default -> {}
      }
    }
    parts.add(fields.substring(start));
    return parts;
  }
}

package dev.regauge.catalog.iceberg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * Reads the spec's column types, which Iceberg's own names are but for nesting: {@code map<string,
 * list<decimal(9,2)>>}. Parts of a nested type are optional.
 */
final class ColumnTypeText {

  private ColumnTypeText() {}

  /**
   * Returns the type.
   *
   * @param ids gives each nested part an id of its own
   * @throws IllegalArgumentException for a text that is no type; the reader of the spec has refused
   *     it before
   */
  static Type parse(String text, AtomicInteger ids) {
    String type = text.strip();
    int open = type.indexOf('<');
    if (open < 0 || !type.endsWith(">")) {
      // fixed(16) in the spec is fixed[16] in Iceberg.
      String plain = type.startsWith("fixed(") ? type.replace('(', '[').replace(')', ']') : type;
      return Types.fromPrimitiveString(plain.toLowerCase(Locale.ROOT));
    }
    List<String> parts = parts(type.substring(open + 1, type.length() - 1));
    return switch (type.substring(0, open).strip()) {
      case "list" -> Types.ListType.ofOptional(ids.getAndIncrement(), parse(parts.getFirst(), ids));
      case "map" ->
          Types.MapType.ofOptional(
              ids.getAndIncrement(),
              ids.getAndIncrement(),
              parse(parts.getFirst(), ids),
              parse(parts.get(1), ids));
      case "struct" -> Types.StructType.of(parts.stream().map(part -> field(part, ids)).toList());
      default -> throw new IllegalArgumentException("no type: " + text);
    };
  }

  private static Types.NestedField field(String part, AtomicInteger ids) {
    int colon = part.indexOf(':');
    return Types.NestedField.optional(
        ids.getAndIncrement(),
        part.substring(0, colon).strip(),
        parse(part.substring(colon + 1), ids));
  }

  /** Splits at the commas outside of brackets. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '<' || c == '(') {
        depth++;
      } else if (c == '>' || c == ')') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}

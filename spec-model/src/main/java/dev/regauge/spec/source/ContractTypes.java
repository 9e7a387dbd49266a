package dev.regauge.spec.source;

import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a contract says of a column's type, as the Iceberg types that keep it. The physical type
 * counts when it is one of Iceberg's or of the common databases; else the logical type, which
 * several types keep.
 */
final class ContractTypes {

  private static final Pattern SQL =
      Pattern.compile("([A-Z][A-Z0-9 ]*?) *(?:\\(([0-9, ]*)\\)(.*))?");
  private static final Pattern NUMBERS = Pattern.compile(" *([0-9]{1,2}) *(?:, *([0-9]{1,2}) *)?");

  private ContractTypes() {}

  /**
   * Returns the types that keep a promise; none when neither word is known.
   *
   * @param format what narrows the logical type, for example {@code i32}
   * @param hasZone of a timestamp, when it is said
   */
  static Optional<List<String>> of(
      Optional<String> physical,
      Optional<String> logical,
      Optional<String> format,
      Optional<Boolean> hasZone) {
    return physical
        .flatMap(ContractTypes::ofPhysical)
        .or(() -> logical.flatMap(word -> ofLogical(word, format.orElse(""), hasZone)));
  }

  private static Optional<List<String>> ofPhysical(String written) {
    if (TextFormat.COLUMN_TYPE.matches(written)) {
      return Optional.of(List.of(written.replace(" ", "").replace(",", ", ").replace(":", ": ")));
    }
    Matcher sql = SQL.matcher(written.strip().toUpperCase(Locale.ROOT));
    if (!sql.matches()) {
      return Optional.empty();
    }
    String rest = sql.group(3) == null ? "" : sql.group(3);
    String word = (sql.group(1) + rest).replaceAll(" +", " ").strip();
    return switch (word) {
      case "STRING",
          "TEXT",
          "VARCHAR",
          "CHAR",
          "CHARACTER",
          "CHARACTER VARYING",
          "NVARCHAR",
          "NCHAR",
          "BPCHAR" ->
          Optional.of(List.of("string"));
      case "INT", "INTEGER", "INT4", "SMALLINT", "INT2", "TINYINT", "MEDIUMINT" ->
          Optional.of(List.of("int"));
      case "LONG", "BIGINT", "INT8", "INT64" -> Optional.of(List.of("long"));
      case "REAL", "FLOAT4" -> Optional.of(List.of("float"));
      case "DOUBLE", "DOUBLE PRECISION", "FLOAT8", "FLOAT64" -> Optional.of(List.of("double"));
      case "FLOAT" -> Optional.of(List.of("float", "double"));
      case "DECIMAL", "NUMERIC", "NUMBER" ->
          Optional.of(List.of(decimal(Optional.ofNullable(sql.group(2)))));
      case "BOOL", "BOOLEAN" -> Optional.of(List.of("boolean"));
      case "DATE" -> Optional.of(List.of("date"));
      case "TIME", "TIME WITHOUT TIME ZONE" -> Optional.of(List.of("time"));
      case "TIMESTAMP", "DATETIME", "TIMESTAMP WITHOUT TIME ZONE", "TIMESTAMP_NTZ" ->
          Optional.of(List.of("timestamp"));
      case "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE" -> Optional.of(List.of("timestamptz"));
      case "UUID" -> Optional.of(List.of("uuid"));
      case "BYTEA", "BLOB", "VARBINARY", "BYTES", "BINARY" -> Optional.of(List.of("binary"));
      default -> Optional.empty();
    };
  }

  private static String decimal(Optional<String> numbers) {
    Matcher found = NUMBERS.matcher(numbers.orElse(""));
    if (!found.matches()) {
      return "decimal";
    }
    String scale = found.group(2) == null ? "0" : found.group(2);
    String type = "decimal(" + found.group(1) + ", " + scale + ")";
    return TextFormat.COLUMN_TYPE.matches(type) ? type : "decimal";
  }

  private static Optional<List<String>> ofLogical(
      String word, String format, Optional<Boolean> hasZone) {
    return switch (word) {
      case "string" ->
          Optional.of(
              switch (format) {
                case "uuid" -> List.of("uuid", "string");
                case "binary", "byte" -> List.of("binary", "fixed");
                default -> List.of("string", "uuid");
              });
      case "integer" ->
          Optional.of(
              switch (format) {
                case "i64", "u32" -> List.of("long");
                case "i8", "i16", "i32", "u8", "u16" -> List.of("int");
                default -> List.of("int", "long", "decimal");
              });
      case "number" ->
          Optional.of(
              switch (format) {
                case "f32" -> List.of("float");
                case "f64" -> List.of("double");
                default -> List.of("decimal", "double", "float", "int", "long");
              });
      case "timestamp" ->
          Optional.of(
              hasZone
                  .map(zone -> List.of(zone ? "timestamptz" : "timestamp"))
                  .orElse(List.of("timestamp", "timestamptz")));
      case "boolean", "date", "time" -> Optional.of(List.of(word));
      case "object" -> Optional.of(List.of("map", "struct"));
      case "array" -> Optional.of(List.of("list"));
      default -> Optional.empty();
    };
  }
}

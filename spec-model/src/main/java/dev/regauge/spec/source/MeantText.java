package dev.regauge.spec.source;

import dev.regauge.spec.model.form.TextFormat;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text of the wrong form probably meant; only what then has the form is ever proposed. */
final class MeantText {

  private static final Pattern SPOKEN_TIME =
      Pattern.compile("([0-9]+) *(d|days?|h|hours?|hrs?|m|min|mins|minutes?|s|sec|secs|seconds?)?");

  private static final Pattern DAY =
      Pattern.compile(
          "([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T -]([0-9]{2}:[0-9]{2}).*)?");

  private static final Pattern WRITTEN_TYPE = Pattern.compile("([a-z0-9_ ]+?) *(\\(.*\\)|<.*>)?");

  /** Names of databases and of Python for the spec's types of columns. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("text", "string"),
          Map.entry("str", "string"),
          Map.entry("varchar", "string"),
          Map.entry("char", "string"),
          Map.entry("json", "string"),
          Map.entry("integer", "int"),
          Map.entry("int32", "int"),
          Map.entry("smallint", "int"),
          Map.entry("bigint", "long"),
          Map.entry("int64", "long"),
          Map.entry("bool", "boolean"),
          Map.entry("real", "float"),
          Map.entry("float32", "float"),
          Map.entry("float64", "double"),
          Map.entry("double precision", "double"),
          Map.entry("numeric", "decimal"),
          Map.entry("number", "decimal"),
          Map.entry("decimal", "decimal"),
          Map.entry("datetime", "timestamp"),
          Map.entry("timestamp_tz", "timestamptz"),
          Map.entry("timestamp with time zone", "timestamptz"),
          Map.entry("timestamp without time zone", "timestamp"),
          Map.entry("bytes", "binary"),
          Map.entry("blob", "binary"),
          Map.entry("array", "list"));

  /** Letters of the Cyrillic and Greek alphabets that look like those of {@link #LATIN}. */
  private static final String ALIKE =
      "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u03bf\u03bd";

  private static final String LATIN = "aeopcyxijsdhov";

  private MeantText() {}

  /** Returns a text of the form that is near, such as {@code silver/orders} for Silver.Orders. */
  static Optional<String> of(String written, TextFormat format) {
    if (written.contains("{{") || written.endsWith(".py")) {
      return Optional.empty(); // a template, a file: no spelling of a name
    }
    String text = latin(Normalizer.normalize(written, Normalizer.Form.NFKC).strip());
    return propose(text, format).filter(meant -> !meant.equals(written)).filter(format::matches);
  }

  private static String latin(String text) {
    StringBuilder latin = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      int at = ALIKE.indexOf(text.charAt(i));
      if (at >= 0) {
        latin.setCharAt(i, LATIN.charAt(at));
      }
    }
    return latin.toString();
  }

  /** Returns what stands between the quotes of a word processor. */
  static Optional<String> unquoted(String written) {
    boolean isQuoted =
        written.length() > 2
            && "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab".indexOf(written.charAt(0)) >= 0
            && "\u201c\u201d\u2018\u2019\u00bb".indexOf(written.charAt(written.length() - 1)) >= 0;
    return isQuoted ? Optional.of(written.substring(1, written.length() - 1)) : Optional.empty();
  }

  /** Returns what to write where a file of Python is named and one of its functions is needed. */
  static Optional<String> functionIn(String written, TextFormat format) {
    if (!written.endsWith(".py")
        || (format != TextFormat.ENTRYPOINT && format != TextFormat.FUNCTION)) {
      return Optional.empty();
    }
    String module = written.substring(0, written.length() - 3).replaceAll("[/\\\\]+", ".");
    String meant = module.replaceFirst("^\\.+", "").replaceFirst("^src\\.", "") + ":run";
    return Optional.of(meant)
        .filter(format::matches)
        .map(text -> "name the function in the file too, such as " + text);
  }

  private static Optional<String> propose(String text, TextFormat format) {
    return switch (format) {
      case NAME -> Optional.of(name(text, "_"));
      case ASSET_KEY -> Optional.of(joined(text, "/"));
      case TABLE_NAME -> Optional.of(joined(text, "."));
      case PRODUCT_NAME, LABEL, SECRET_NAME -> Optional.of(name(text, "-"));
      case VARIABLE ->
          Optional.of(
              text.toUpperCase(Locale.ROOT)
                  .replaceFirst("^\\$\\{?([^}]*)\\}?$", "$1")
                  .replaceAll("[^A-Z0-9_]", "_"));
      case VERSION -> Optional.of(version(text));
      case DURATION -> duration(text);
      case DATE -> day(text);
      case DATE_TIME -> dayAndTime(text);
      case QUANTITY ->
          Optional.of(text.replace(" ", "").replaceFirst("(?i)([kmgtp])(i?)b$", "$1$2"));
      case ENTRYPOINT, FUNCTION -> Optional.of(function(text));
      case PATH, PATH_PATTERN -> Optional.of(text.replace('\\', '/').replaceFirst("^(\\./)+", ""));
      case COLUMN_TYPE -> columnType(text.toLowerCase(Locale.ROOT));
      case SECRET -> Optional.of(text.replace(':', '/').replace('.', '/'));
      case FREE,
          ONE_LINE,
          REASON,
          SECRET_KEY,
          KEY_PATTERN,
          DIGEST,
          ABSOLUTE_PATH,
          TOPIC_NAME,
          FUNCTION_OR_ASSET,
          CAPABILITY,
          PARTITION_VALUE,
          IMAGE_TAG,
          NODE_LABEL,
          NODE_LABEL_VALUE,
          TRANSFORM ->
          Optional.empty();
    };
  }

  private static String name(String text, String joint) {
    String plain =
        text.replaceAll("(?<=[a-z0-9])(?=[A-Z])", joint)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", joint)
            .replaceFirst("^" + joint + "+", "")
            .replaceFirst(joint + "+$", "");
    return joint.equals("_") && !plain.isEmpty() && Character.isDigit(plain.charAt(0))
        ? "_" + plain
        : plain;
  }

  private static String joined(String text, String joint) {
    List<String> names = new ArrayList<>();
    for (String part : text.split("[/.\\\\:]+")) {
      if (!part.isBlank()) {
        names.add(part.matches("[a-z_][a-z0-9_]*") ? part : name(part, "_"));
      }
    }
    return String.join(joint, names);
  }

  private static String version(String text) {
    String numbers = text.replaceFirst("^[vV]", "");
    return switch (numbers.length() - numbers.replace(".", "").length()) {
      case 0 -> numbers + ".0.0";
      case 1 -> numbers + ".0";
      default -> numbers;
    };
  }

  /** Reads {@code 90m}, {@code 1 hour} and {@code 3600}, which others take as seconds. */
  private static Optional<String> duration(String text) {
    Matcher spoken = SPOKEN_TIME.matcher(text.toLowerCase(Locale.ROOT));
    if (!spoken.matches()) {
      return Optional.of(text.toUpperCase(Locale.ROOT));
    }
    String unit = spoken.group(2) == null ? "s" : spoken.group(2).substring(0, 1);
    String amount = spoken.group(1) + unit.toUpperCase(Locale.ROOT);
    return Optional.of(unit.equals("d") ? "P" + amount : "PT" + amount);
  }

  private static Optional<String> day(String text) {
    Matcher day = DAY.matcher(text);
    return day.matches() ? Optional.of(date(day)) : Optional.empty();
  }

  private static Optional<String> dayAndTime(String text) {
    Matcher day = DAY.matcher(text);
    if (!day.matches()) {
      return Optional.empty();
    }
    return Optional.of(date(day) + "-" + (day.group(4) == null ? "00:00" : day.group(4)));
  }

  private static String date(Matcher day) {
    return day.group(1) + "-" + padded(day.group(2)) + "-" + padded(day.group(3));
  }

  private static String padded(String number) {
    return number.length() == 1 ? "0" + number : number;
  }

  /** Reads {@code pkg/mod.py:fn}, {@code pkg.mod.fn} and {@code pkg.mod:fn()}. */
  private static String function(String text) {
    String plain = text.replace("()", "").replaceFirst("\\.py(?=:)", "").replaceAll("[/\\\\]", ".");
    int dot = plain.lastIndexOf('.');
    return plain.indexOf(':') >= 0 || dot < 0
        ? plain
        : plain.substring(0, dot) + ":" + plain.substring(dot + 1);
  }

  private static Optional<String> columnType(String text) {
    Matcher type = WRITTEN_TYPE.matcher(text);
    if (!type.matches()) {
      return Optional.of(text);
    }
    String known = TYPES.getOrDefault(type.group(1), type.group(1));
    String rest = type.group(2) == null ? "" : type.group(2);
    return switch (known) {
      case "string" -> Optional.of(known);
      case "decimal" -> Optional.of(known + (rest.isEmpty() ? "(18,2)" : rest.replace(" ", "")));
      default -> Optional.of(known + rest);
    };
  }
}

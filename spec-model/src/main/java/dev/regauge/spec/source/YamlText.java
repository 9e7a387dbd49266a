package dev.regauge.spec.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes texts as YAML scalars that read back as the same texts. */
public final class YamlText {

  /** What needs no quotes anywhere, if it is no number, true, false or null. */
  private static final Pattern BARE = Pattern.compile("[A-Za-z_][A-Za-z0-9_./@:+-]*");

  private static final String FLOW_SIGNS = ",[]{}";

  private YamlText() {}

  /** Returns a text without quotes where that is safe, else in double ones. */
  public static String ofText(String text) {
    return BARE.matcher(text).matches()
            && !text.endsWith(":")
            && Scalars.kindOf(text) == Scalars.Kind.TEXT
        ? text
        : quoted(text);
  }

  /** Whether a plain scalar means the same between brackets. */
  static boolean isSafeInFlow(String plain) {
    return plain.chars().noneMatch(c -> FLOW_SIGNS.indexOf(c) >= 0);
  }

  /** Returns a text in double quotes on one line. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                  if (isHidden(c)) {
                    String form = c > 0xffff ? "\\U%08x" : c > 0xff ? "\\u%04x" : "\\x%02x";
                    quoted.append(String.format(Locale.ROOT, form, c));
                  } else {
                    quoted.appendCodePoint(c);
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }

  /**
   * Returns the header and lines of a literal block; nothing where a block cannot hold the text.
   */
  static List<String> block(String text) {
    String body = text.stripTrailing();
    boolean isFit =
        !body.isEmpty()
            && !text.startsWith(" ")
            && !text.startsWith("\n")
            && text.codePoints().noneMatch(c -> c != '\n' && c != '\t' && isHidden(c))
            && text.substring(body.length()).chars().allMatch(c -> c == '\n');
    if (!isFit) {
      return List.of();
    }
    int ends = text.length() - body.length();
    List<String> lines = new ArrayList<>();
    lines.add(ends == 0 ? "|-" : ends == 1 ? "|" : "|+");
    lines.addAll(List.of(body.split("\n", -1)));
    for (int i = 1; i < ends; i++) {
      lines.add("");
    }
    return lines;
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}

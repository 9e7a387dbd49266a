package dev.regauge.templates.literal;

import java.util.HexFormat;
import java.util.List;

/**
 * A JSON string or array of strings: an exec form in a Dockerfile, a string in YAML or TOML, which
 * read it alike. Only ASCII and what lies above U+FFFF stand as themselves: TOML knows no pairs of
 * surrogate escapes.
 */
public record JsonText(String text) implements FinishedText {

  /** Returns the string in double quotes. */
  public static JsonText of(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if ((c >= 0x20 && c < 0x7f) || Character.isSurrogate(c)) {
            text.append(c);
          } else {
            text.append("\\u").append(HexFormat.of().toHexDigits(c));
          }
        }
      }
    }
    return new JsonText(text.append('"').toString());
  }

  /** Returns the array on one line. */
  public static JsonText array(List<String> values) {
    return new JsonText(
        "[" + String.join(", ", values.stream().map(value -> of(value).text()).toList()) + "]");
  }
}

package dev.regauge.engine.semantic;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.regauge.spec.model.SemanticText;
import java.util.List;
import java.util.Locale;

/**
 * A text as Cube's files have it. Cube reads every text as Python's {@code f"…"} and makes a
 * template of JavaScript of it, after Jinja where braces look like that. So a brace, a backslash
 * and a control character are written by their number, which is a text's own character again at the
 * end of that way; only a reference keeps its braces.
 *
 * <p>Made of parts only, never of a text that is Cube's already.
 */
record CubeText(@JsonValue String text) {

  /** Returns a text that refers to nothing. */
  static CubeText plain(String text) {
    return new CubeText(escaped(text));
  }

  /** Returns an expression with its references. */
  static CubeText expression(String sql) {
    StringBuilder text = new StringBuilder();
    for (SemanticText.Part part : SemanticText.of(sql).parts()) {
      switch (part) {
        case SemanticText.Words(String words) -> text.append(escaped(words));
        case SemanticText.Reference(List<String> names) ->
            text.append('{').append(String.join(".", names)).append('}');
      }
    }
    return new CubeText(text.toString());
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isKept = c == '\n' || c == '\t' || !Character.isISOControl(c);
      if (isKept && "\\{}".indexOf(c) < 0) {
        escaped.append(c);
      } else {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return escaped.toString();
  }
}

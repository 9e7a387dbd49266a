package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts without quotes that YAML takes for something else: where its parser says which character it
 * did not expect, this says what to write.
 */
final class UnquotedText {

  private static final Pattern NO_TOKEN =
      Pattern.compile("found character '(.)'.*", Pattern.DOTALL);

  /** A field whose colon has no space behind it, which makes one word of field and value. */
  private static final Pattern GLUED = Pattern.compile("^ *(?:- +)*([A-Za-z_]+):([^ :/].*)$");

  private UnquotedText() {}

  /** Returns the finding when a text begins with a sign that means something to YAML. */
  static Optional<Diagnostic> finding(
      String problem, String context, Optional<Span> at, Optional<Span> start, SourceFile file) {
    Optional<Span> sign = context.startsWith("while scanning an a") ? start : at;
    Matcher none = NO_TOKEN.matcher(problem);
    boolean isSign = none.matches() || context.startsWith("while scanning an a");
    if (!isSign || sign.isEmpty()) {
      return Optional.empty();
    }
    Span place = sign.get();
    String line = file.line(place.line()).orElse("");
    int from = line.offsetByCodePoints(0, Math.min(place.column() - 1, line.length()));
    String text = line.substring(from).replaceFirst(" +#.*$", "").stripTrailing();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        FileProblems.syntax(
            place,
            "a text without quotes may not begin with " + text.charAt(0),
            "begins something else in YAML",
            "put the text in quotes: \"" + ScalarBinder.shown(text.replace("\"", "\\\"")) + "\""));
  }

  /** Returns the finding when the line before ends in a field without its space. */
  static Optional<Diagnostic> colonBefore(Span second, SourceFile file) {
    for (int line = second.line(); line >= Math.max(1, second.line() - 1); line--) {
      Matcher glued = GLUED.matcher(file.line(line).orElse(""));
      if (glued.matches()) {
        int column = glued.start(1) + 1;
        int length = glued.end(1) - glued.start(1) + 1;
        return Optional.of(
            FileProblems.syntax(
                new Span(second.file(), line, column, length),
                "there is no space behind the colon",
                "taken as one word with what follows",
                "write a space: '"
                    + glued.group(1)
                    + ": "
                    + ScalarBinder.shown(glued.group(2).strip())
                    + "'"));
      }
    }
    return Optional.empty();
  }
}

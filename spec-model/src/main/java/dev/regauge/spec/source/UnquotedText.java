package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Span;
import java.util.Locale;
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

  /** A dash with no space behind it, which makes it a part of the field's name. */
  private static final Pattern GLUED_DASH = Pattern.compile("^ *(-)([A-Za-z_]+):(?: .*)?$");

  /** A field that opens a bracket, and has no colon. */
  private static final Pattern OPENING = Pattern.compile("^ *(?:- +)*([A-Za-z_]+) *[\\[{].*$");

  /** The first field of an item, or one of the product, without a colon. */
  private static final Pattern FIRST = Pattern.compile("^(?: *(?:- +)+)?([A-Za-z_]+)(?: [^:]*)?$");

  private static final Pattern NAME = Pattern.compile("(\"[^\"]*\"|'[^']*'|[^ {\\[]+) *(.*)");

  /** What looks like a space and is none, where a line begins or behind a sign of YAML. */
  private static final Pattern HIDDEN_SPACE =
      Pattern.compile(
          "(?:^ *|[:,\\[{-] *)"
              + "([\\u00a0\\u1680\\u2000-\\u200b\\u202f\\u205f\\u2060\\u3000\\ufeff])");

  private UnquotedText() {}

  /** Returns the finding when one of the lines has another character for a space. */
  static Optional<Diagnostic> hiddenSpace(int from, int to, SourceFile file) {
    for (int number = from; number <= to; number++) {
      String line = file.line(number).orElse("");
      Matcher hidden = HIDDEN_SPACE.matcher(line);
      if (hidden.find()) {
        int character = line.charAt(hidden.start(1));
        return Optional.of(
            FileProblems.syntax(
                new Span(file.name(), number, line.codePointCount(0, hidden.start(1)) + 1, 1),
                "the character U+"
                    + String.format(Locale.ROOT, "%04X", character)
                    + " looks like a space, and is none",
                "no space",
                "write a space in its place"));
      }
    }
    return Optional.empty();
  }

  /** Returns the finding when the line has a field with a bracket and no colon between them. */
  static Optional<Diagnostic> noColonBeforeBracket(int line, SourceFile file) {
    return noColon(OPENING, line, file);
  }

  /**
   * Returns the field of a key that YAML reads up to the colon inside its bracket: {@code run
   * &#123;python: m:f&#125;}.
   */
  static Optional<String> fieldBeforeBracket(String key) {
    Matcher field = OPENING.matcher(key);
    return field.matches() ? Optional.of(field.group(1)) : Optional.empty();
  }

  private static Optional<Diagnostic> noColon(Pattern fields, int line, SourceFile file) {
    Matcher field = fields.matcher(file.line(line).orElse(""));
    return field.matches()
        ? Optional.of(noColon(new Span(file.name(), line, field.start(1) + 1, 1), file))
        : Optional.empty();
  }

  /** Returns the finding of a field that has no colon. */
  static Diagnostic noColon(Span start, SourceFile file) {
    String line = file.line(start.line()).orElse("");
    String text =
        line.substring(SyntaxProblem.index(line, start)).replaceFirst(" +#.*$", "").strip();
    Matcher name = NAME.matcher(text);
    String field = name.matches() ? name.group(1) : text;
    String value = name.matches() ? name.group(2) : "";
    return FileProblems.syntax(
        new Span(start.file(), start.line(), start.column(), field.length()),
        "there is no colon behind '" + ScalarBinder.shown(field) + "'",
        "a field without its colon",
        "write '"
            + ScalarBinder.shown((field + ": " + value).strip())
            + "', or indent the line if it belongs to the text above");
  }

  /** Returns the finding when a text begins with a sign that means something to YAML. */
  static Optional<Diagnostic> finding(
      String problem, String context, Span at, Optional<Span> start, SourceFile file) {
    boolean isName = context.startsWith("while scanning an a");
    if (!isName && !NO_TOKEN.matcher(problem).matches()) {
      return Optional.empty();
    }
    Span place = isName ? start.orElse(at) : at;
    String line = file.line(place.line()).orElse("");
    String text =
        line.substring(SyntaxProblem.index(line, place)).replaceFirst(" +#.*$", "").stripTrailing();
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
      Matcher dash = GLUED_DASH.matcher(file.line(line).orElse(""));
      if (dash.matches()) {
        return Optional.of(
            FileProblems.syntax(
                new Span(second.file(), line, dash.start(1) + 1, 1),
                "there is no space behind the dash",
                "taken as a part of the field's name",
                "write a space: '- " + dash.group(2) + ":'"));
      }
    }
    return noColon(FIRST, second.line() - 1, file);
  }
}

package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Span;
import java.util.Optional;

/** Texts in quotes that YAML ends, or reads, otherwise than they are meant. */
final class QuotedText {

  private QuotedText() {}

  /**
   * Returns the finding when a text goes on behind the quote that ends it.
   *
   * @param isLast whether the parser expected nothing else than the end of the line behind it
   * @param isWhole whether the rest of the line belongs to the text
   */
  static Optional<Diagnostic> goesOn(
      Span opened, Span closed, boolean isLast, boolean isWhole, SourceFile file) {
    String line = file.line(closed.line()).orElse("");
    int from = SyntaxProblem.index(line, opened);
    int end = SyntaxProblem.index(line, closed);
    boolean isGlued = end < line.length() && Character.isLetterOrDigit(line.codePointAt(end));
    if (!isGlued && !isLast) {
      return Optional.empty();
    }
    String rest = line.substring(from).stripTrailing();
    char quote = rest.charAt(0);
    boolean isShown = isWhole && rest.length() > 1 && rest.charAt(rest.length() - 1) == quote;
    return Optional.of(
        FileProblems.syntax(
                new Span(opened.file(), opened.line(), opened.column(), end - from),
                "the text goes on behind the quote that ends it",
                "read as one text",
                help(quote, isShown ? rest.substring(1, rest.length() - 1) : ""))
            .related(Optional.of(closed), "this is behind its end"));
  }

  private static String help(char quote, String text) {
    String help =
        quote == '\''
            ? "write a quote inside the text twice, or put the text in double quotes"
            : "write \\\" for a quote inside the text, or put the text in single quotes";
    String escaped = text.replace(quote == '\'' ? "'" : "\"", quote == '\'' ? "''" : "\\\"");
    return text.isEmpty() ? help : help + ": " + quote + ScalarBinder.shown(escaped) + quote;
  }

  /** Returns the finding of an escape that YAML does not have; the parser points behind it. */
  static Diagnostic escape(Span at, String problem, SourceFile file) {
    String line = file.line(at.line()).orElse("");
    int slash = line.lastIndexOf('\\', SyntaxProblem.index(line, at));
    Span place =
        slash < 0 ? at : new Span(at.file(), at.line(), line.codePointCount(0, slash) + 1, 2);
    return FileProblems.syntax(
        place,
        slash < 0
            ? problem
            : "YAML has no escape " + line.substring(slash, Math.min(slash + 2, line.length())),
        "begins an escape in double quotes",
        "put the text in single quotes, where \\ is itself, or write \\\\ for it");
  }
}

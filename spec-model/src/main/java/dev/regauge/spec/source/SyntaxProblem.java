package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Span;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.tokens.ScalarToken;
import org.snakeyaml.engine.v2.tokens.Token;

/** Says the YAML parser's complaint with the place where the bad construct begins. */
final class SyntaxProblem {

  private final SourceFile file;
  private final String problem;
  private final String context;

  /** Where the parser stumbled. */
  private final Span at;

  /** Where it says that the construct begins. */
  private final Optional<Span> start;

  private final ReadTokens read;

  private SyntaxProblem(MarkedYamlEngineException e, SourceFile file, LoadSettings settings) {
    this.file = file;
    this.problem = e.getProblem() == null ? "it cannot be read on" : e.getProblem();
    this.context = e.getContext() == null ? "" : e.getContext();
    Mark place = e.getProblemMark().or(e::getContextMark).orElseThrow();
    this.at = span(place);
    this.start = e.getContextMark().map(this::span);
    this.read = ReadTokens.before(place, file, settings);
  }

  /** Returns the finding. */
  static Diagnostic of(MarkedYamlEngineException e, SourceFile file, LoadSettings settings) {
    SyntaxProblem problem = new SyntaxProblem(e, file, settings);
    return problem
        .hiddenSpace()
        .or(problem::quote)
        .or(problem::tab)
        .or(problem::unquoted)
        .or(problem::bracket)
        .or(problem::colon)
        .or(problem::document)
        .orElseGet(problem::block);
  }

  /**
   * Returns the finding when the parser does not say where it stumbled: behind what it read last.
   */
  static Diagnostic after(Optional<Mark> last, SourceFile file) {
    return FileProblems.syntax(
        last.map(mark -> span(mark, file)).orElse(new Span(file.name(), 1, 1, 1)),
        "it cannot be read on after this place",
        "read until here",
        "look for an escape or a mark that YAML does not have");
  }

  private Optional<Diagnostic> hiddenSpace() {
    int from = read.last().flatMap(Token::getStartMark).map(mark -> mark.getLine() + 1).orElse(1);
    return UnquotedText.hiddenSpace(from, at.line(), file);
  }

  private Optional<Diagnostic> quote() {
    if (context.contains("quoted scalar") && start.isPresent()) {
      return Optional.of(
          problem.contains("end")
              ? FileProblems.syntax(
                  start.get(), "the quote is never closed", "it opens here", "close the quote")
              : QuotedText.escape(at, problem, file));
    }
    return read.quoted()
        .filter(quote -> quote.getEndMark().orElseThrow().getLine() + 1 == at.line())
        .flatMap(this::quote);
  }

  private Optional<Diagnostic> quote(ScalarToken quote) {
    Span opened = span(quote.getStartMark().orElseThrow());
    if (opened.line() < at.line()) {
      return Optional.of(
          FileProblems.syntax(
                  opened, "the quote is not closed on its line", "it opens here", "close the quote")
              .related(Optional.of(at), "it is taken to end before this"));
    }
    Span closed = span(quote.getEndMark().orElseThrow());
    boolean isLast =
        read.open().isEmpty() && !isClosing() && read.last().filter(quote::equals).isPresent();
    return QuotedText.goesOn(opened, closed, isLast, read.open().isEmpty(), file);
  }

  private Optional<Diagnostic> tab() {
    return problem.contains("'\\t'") || problem.contains("\\t(TAB)")
        ? Optional.of(
            FileProblems.syntax(
                at, "a tab begins the line or value", "a tab", "indent with spaces"))
        : Optional.empty();
  }

  private Optional<Diagnostic> unquoted() {
    return UnquotedText.finding(problem, context, at, start, file);
  }

  private Optional<Diagnostic> bracket() {
    Optional<Span> open = read.open().map(this::span);
    if (open.isPresent()) {
      if (problem.startsWith("expected the node content") && problem.endsWith("','")) {
        return Optional.of(
            FileProblems.syntax(
                at,
                "nothing stands before this comma",
                "a comma too many",
                "remove it, or write what stands before it"));
      }
      Optional<Diagnostic> cut = charAt(at) == ':' ? CutText.before(at, file) : Optional.empty();
      if (cut.isPresent()) {
        return cut;
      }
      char bracket = charAt(open.get());
      char end = bracket == '{' ? '}' : ']';
      return Optional.of(
          FileProblems.syntax(
                  open.get(),
                  "this " + bracket + " is not followed by its items and " + end,
                  "it opens here",
                  "separate the items by commas and close with " + end)
              .related(Optional.of(at), "not expected before its end"));
    }
    char closing = charAt(at);
    return !isClosing()
        ? Optional.empty()
        : UnquotedText.noColonBeforeBracket(at.line(), file)
            .or(
                () ->
                    Optional.of(
                        FileProblems.syntax(
                            at,
                            "this " + closing + " closes nothing",
                            "nothing is open here",
                            "remove it, or write the "
                                + (closing == '}' ? '{' : '[')
                                + " that it closes")));
  }

  private Optional<Diagnostic> colon() {
    if (problem.startsWith("mapping values are not allowed")) {
      return Optional.of(
          UnquotedText.colonBefore(at, file)
              .orElseGet(
                  () ->
                      FileProblems.syntax(
                          at,
                          "a second ': ' in one value",
                          "begins a map inside a text",
                          "put the text in quotes, or the map on lines of its own")));
    }
    return problem.equals("could not find expected ':'")
        ? start.map(place -> UnquotedText.noColon(place, file))
        : Optional.empty();
  }

  private Optional<Diagnostic> document() {
    if (!problem.startsWith("expected '<document ")) {
      return Optional.empty();
    }
    Optional<Span> end =
        read.last()
            .filter(token -> token.getTokenId() == Token.ID.DocumentEnd)
            .flatMap(Token::getStartMark)
            .map(this::span);
    return Optional.of(
        FileProblems.syntax(
            end.map(place -> new Span(place.file(), place.line(), place.column(), 3)).orElse(at),
            end.isPresent() ? "the product ends here, and more follows" : "more than one product",
            end.isPresent() ? "ends the product" : "does not belong to what is before it",
            "remove "
                + (end.isPresent() ? "the line '...'" : "this")
                + "; a product is one map from the first line to the last"));
  }

  private Diagnostic block() {
    if (problem.startsWith("sequence entries are not allowed")) {
      return FileProblems.syntax(
          at,
          "a list begins behind its field",
          "begins a list",
          "begin the list on a line of its own");
    }
    if (context.startsWith("while parsing a block")) {
      return FileProblems.syntax(
              at,
              "the line does not stand under its list or map",
              "does not belong here",
              "begin all items of a list, and all keys of a map, in the same column")
          .related(start, "the list or map begins here");
    }
    return FileProblems.syntax(
            at, problem, problem, "correct it, or put the text in quotes if it is one")
        .related(start.filter(place -> !place.equals(at)), context);
  }

  private boolean isClosing() {
    return charAt(at) == '}' || charAt(at) == ']';
  }

  private char charAt(Span place) {
    String line = file.line(place.line()).orElse("");
    int index = index(line, place);
    return index < line.length() ? line.charAt(index) : ' ';
  }

  /** Returns the place in the line's text, which may have characters that count twice there. */
  static int index(String line, Span place) {
    int points = line.codePointCount(0, line.length());
    return line.offsetByCodePoints(0, Math.min(place.column() - 1, points));
  }

  private Span span(Mark mark) {
    return span(mark, file);
  }

  private static Span span(Mark mark, SourceFile file) {
    // The end of the file is behind its last line; a caret needs a line.
    int line = mark.getLine() + 1;
    if (file.line(line).isEmpty()) {
      return new Span(file.name(), Math.max(1, line - 1), 1, 1);
    }
    return new Span(file.name(), line, mark.getColumn() + 1, 1);
  }
}

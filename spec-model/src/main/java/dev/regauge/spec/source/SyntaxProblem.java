package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Span;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says the YAML parser's complaint with the place where the bad construct begins. */
final class SyntaxProblem {

  private SyntaxProblem() {}

  /**
   * Returns the finding.
   *
   * @param longQuote the last quoted text of several lines: when the parser stumbles right behind
   *     it, its quote was not closed where it should be
   */
  static Diagnostic of(
      MarkedYamlEngineException e, SourceFile file, Optional<ScalarEvent> longQuote) {
    String problem = e.getProblem() == null ? "it cannot be read on" : e.getProblem();
    String context = e.getContext() == null ? "" : e.getContext();
    Optional<Span> at = e.getProblemMark().map(mark -> span(mark, file));
    Optional<Span> start = e.getContextMark().map(mark -> span(mark, file));
    Optional<Mark> closed = longQuote.flatMap(ScalarEvent::getEndMark);
    boolean isBehindQuote =
        closed.isPresent()
            && e.getProblemMark().filter(mark -> isJustBehind(closed.get(), mark)).isPresent();
    if (isBehindQuote) {
      return FileProblems.syntax(
              span(longQuote.get().getStartMark().orElseThrow(), file),
              "the quote is not closed on its line",
              "it opens here",
              "close the quote")
          .related(at, "it is taken to end before this");
    }
    if (context.contains("quoted scalar") && start.isPresent() && problem.contains("end")) {
      return FileProblems.syntax(
          start.get(), "the quote is never closed", "it opens here", "close the quote");
    }
    if (context.startsWith("while parsing a flow") && start.isPresent()) {
      boolean isMap = context.contains("mapping");
      return FileProblems.syntax(
              start.get(),
              "this "
                  + (isMap ? "{" : "[")
                  + " is not followed by its items and "
                  + (isMap ? "}" : "]"),
              "it opens here",
              "separate the items by commas and close with " + (isMap ? "}" : "]"))
          .related(at, problem);
    }
    if (problem.contains("'\\t'") || problem.contains("\\t(TAB)")) {
      return FileProblems.syntax(
          at.or(() -> start).orElseThrow(),
          "a tab begins the line or value",
          "a tab",
          "indent with spaces");
    }
    if (problem.startsWith("mapping values are not allowed")) {
      Optional<Diagnostic> colon = at.flatMap(place -> UnquotedText.colonBefore(place, file));
      if (colon.isPresent()) {
        return colon.get();
      }
      return FileProblems.syntax(
          at.or(() -> start).orElseThrow(),
          "a second ': ' in one value",
          "begins a map inside a text",
          "put the text in quotes, or the map on lines of its own");
    }
    Optional<Diagnostic> unquoted = UnquotedText.finding(problem, context, at, start, file);
    if (unquoted.isPresent()) {
      return unquoted.get();
    }
    if (context.startsWith("while parsing a block") && at.isPresent()) {
      return FileProblems.syntax(
              at.get(),
              "the line does not stand under its list or map",
              "does not belong here",
              "begin all items of a list, and all keys of a map, in the same column")
          .related(start, "the list or map begins here");
    }
    return FileProblems.syntax(
        at.or(() -> start).orElse(new Span(file.name(), 1, 1, 1)),
        problem,
        start.filter(place -> !at.equals(Optional.of(place))),
        context);
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

  private static boolean isJustBehind(Mark end, Mark problem) {
    return problem.getLine() == end.getLine() && problem.getIndex() >= end.getIndex();
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

package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts without quotes between braces that have a comma or colon of their own, such as {@code
 * {type: decimal(18,2)}}: YAML ends them there.
 */
final class CutText {

  /** A field whose text has a parenthesis that is not closed. */
  private static final Pattern OPEN =
      Pattern.compile(".*[{,] *([A-Za-z_]+): *([A-Za-z_]+[(<][^\"'(){}\\[\\]]*)");

  /** A type whose parts have names, and so colons, of their own. */
  private static final Pattern TYPE = Pattern.compile("[a-z]+<.*");

  private CutText() {}

  /**
   * Makes one text again of each that was cut and of the keys that its rest became.
   *
   * @param entries a map's keys and values in turn
   */
  static Optional<Diagnostic> join(List<Node> entries, SourceFile file) {
    for (int at = 1; at < entries.size(); at += 2) {
      int end = endOf(entries, at);
      if (end > at && entries.get(at - 1) instanceof Node.Scalar key) {
        Span first = entries.get(at).span();
        Span last = entries.get(end).span();
        int length = last.column() + last.length() - first.column();
        String line = file.line(first.line()).orElse("");
        int from = SyntaxProblem.index(line, first);
        String text = line.substring(from, line.offsetByCodePoints(from, length));
        Span span = new Span(file.name(), first.line(), first.column(), length);
        entries.set(
            at, new Node.Scalar(file.name(), span.line(), span.column(), length, text, false));
        entries.subList(at + 1, (end | 1) + 1).clear();
        return Optional.of(FileProblems.cut(span, key.text(), text));
      }
    }
    return Optional.empty();
  }

  /** Returns the position of the key or value that ends the value's text, or its own. */
  private static int endOf(List<Node> entries, int value) {
    Node first = entries.get(value);
    int depth = depth(first, first);
    boolean isType = first instanceof Node.Scalar text && TYPE.matcher(text.text()).matches();
    for (int at = value + 1; depth > 0 && at < entries.size(); at++) {
      boolean isKey = at % 2 == 0;
      if (!isKey && !isType && !SpecBinder.isNull(entries.get(at))) {
        return value;
      }
      depth += depth(entries.get(at), first);
      if (depth == 0 && (!isKey || SpecBinder.isNull(entries.get(at + 1)))) {
        return at;
      }
    }
    return value;
  }

  /** Returns how many parentheses a text without quotes opens more than it closes. */
  private static int depth(Node node, Node first) {
    if (!(node instanceof Node.Scalar text)
        || !text.isPlain()
        || text.span().line() != first.span().line()) {
      return 0;
    }
    return text.text()
        .chars()
        .map(c -> c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0)
        .sum();
  }

  /** Returns the finding when the parser stumbled over a colon inside such a text. */
  static Optional<Diagnostic> before(Span colon, SourceFile file) {
    String line = file.line(colon.line()).orElse("");
    int end = SyntaxProblem.index(line, colon);
    Matcher open = OPEN.matcher(line.substring(0, end));
    if (!open.matches() || open.group(2).indexOf('>') >= 0) {
      return Optional.empty();
    }
    int depth = 1;
    int last = end;
    while (last < line.length() && depth > 0) {
      depth += line.charAt(last) == '<' ? 1 : line.charAt(last) == '>' ? -1 : 0;
      last++;
    }
    String text = line.substring(open.start(2), depth == 0 ? last : end);
    int column = line.codePointCount(0, open.start(2)) + 1;
    Span span = new Span(file.name(), colon.line(), column, text.length());
    return Optional.of(FileProblems.cut(span, open.group(1), text));
  }
}

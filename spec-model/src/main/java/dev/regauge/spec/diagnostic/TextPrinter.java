package dev.regauge.spec.diagnostic;

import java.util.List;

/**
 * Prints findings for people: the message, the line of the source with a caret, related places, the
 * help.
 */
public final class TextPrinter {

  private final SourceText sources;

  public TextPrinter(SourceText sources) {
    this.sources = sources;
  }

  /** Returns the findings, at most a hundred, and their number; empty when there is none. */
  public String print(List<Diagnostic> findings) {
    if (findings.isEmpty()) {
      return "";
    }
    Summary summary = Summary.of(findings);
    StringBuilder text = new StringBuilder();
    TextPrinter printer = new TextPrinter(WithoutSecrets.of(findings, sources));
    for (Diagnostic finding : summary.shown()) {
      printer.print(finding, text);
      text.append('\n');
    }
    if (summary.hidden() > 0) {
      text.append("and ").append(summary.hidden()).append(" more\n");
    }
    return text.append(summary.words()).append('\n').toString();
  }

  private void print(Diagnostic finding, StringBuilder text) {
    text.append(finding.severity() == Severity.ERROR ? "error" : "warning")
        .append('[')
        .append(finding.code().id())
        .append("]: ")
        .append(Display.shown(finding.message()))
        .append('\n');
    int gutter = gutter(finding);
    finding
        .span()
        .ifPresent(
            span -> {
              place(span, "-->", gutter, text);
              if (sources.line(span.file(), span.line()).isPresent()) {
                text.append(" ".repeat(gutter + 1)).append("|\n");
              }
              snippet(span, finding.label(), '^', gutter, text);
            });
    for (Diagnostic.Related related : finding.related()) {
      place(related.span(), ":::", gutter, text);
      snippet(related.span(), related.label(), '-', gutter, text);
    }
    if (!finding.help().isEmpty()) {
      text.append(" ".repeat(gutter + 1))
          .append("= help: ")
          .append(Display.shown(finding.help()))
          .append('\n');
    }
  }

  private static void place(Span span, String arrow, int gutter, StringBuilder text) {
    text.append(" ".repeat(gutter))
        .append(arrow)
        .append(' ')
        .append(Display.shown(span.file()))
        .append(':')
        .append(span.line())
        .append(':')
        .append(span.column())
        .append('\n');
  }

  private void snippet(Span span, String label, char mark, int gutter, StringBuilder text) {
    sources
        .line(span.file(), span.line())
        .ifPresent(
            line -> {
              Snippet snippet = Snippet.of(line, span, mark);
              String number = Integer.toString(span.line());
              text.append(" ".repeat(gutter - number.length()))
                  .append(number)
                  .append(snippet.line().isEmpty() ? " |" : " | " + snippet.line())
                  .append('\n')
                  .append(" ".repeat(gutter + 1))
                  .append("| ")
                  .append(snippet.marks())
                  .append(label.isEmpty() ? "" : " " + Display.shown(label))
                  .append('\n');
            });
  }

  /** Returns the width of the widest line number, so that the bars stand under each other. */
  private static int gutter(Diagnostic finding) {
    int line = finding.span().map(Span::line).orElse(1);
    for (Diagnostic.Related related : finding.related()) {
      line = Math.max(line, related.span().line());
    }
    return Integer.toString(line).length();
  }
}

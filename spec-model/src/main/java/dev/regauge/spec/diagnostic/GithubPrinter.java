package dev.regauge.spec.diagnostic;

import java.util.List;

/**
 * Prints findings as GitHub's workflow commands, which it shows beside the source: {@code ::error
 * file=product.yaml,line=3,col=5,endColumn=9,title=RG-LINK-001::message}.
 *
 * <p>Every line is a command of ours. What a spec says stands behind the second {@code ::} and
 * cannot end its line, so that it is never read as a command itself (CVE-2020-15228).
 */
public final class GithubPrinter {

  /** Returns one line for each finding; GitHub itself keeps the first ten of each level. */
  public String print(List<Diagnostic> findings) {
    StringBuilder text = new StringBuilder();
    for (Diagnostic finding : findings) {
      text.append(finding.severity() == Severity.ERROR ? "::error " : "::warning ");
      finding.span().ifPresent(span -> place(span, text));
      text.append("title=").append(finding.code().id()).append("::");
      text.append(data(finding.sentence()));
      for (Diagnostic.Related related : finding.related()) {
        Span span = related.span();
        text.append("%0A").append(data(span.file())).append(':').append(span.line());
        text.append(": ").append(data(related.label()));
      }
      if (!finding.help().isEmpty()) {
        text.append("%0Ahelp: ").append(data(finding.help()));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static void place(Span span, StringBuilder text) {
    text.append("file=").append(property(span.file()));
    text.append(",line=").append(span.line());
    text.append(",col=").append(span.column());
    text.append(",endColumn=").append(span.column() + span.length());
    text.append(',');
  }

  private static String data(String text) {
    return escaped(Display.shown(text));
  }

  private static String property(String text) {
    return escaped(text).replace(":", "%3A").replace(",", "%2C");
  }

  private static String escaped(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }
}

package dev.regauge.spec.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The findings of one command, of every stage. Not for several threads at once.
 *
 * <p>Of a file with more mistakes than anyone reads only the first are kept.
 */
public final class FoundDiagnostics implements Diagnostics {

  /** By file, line, column and code; what has no place comes first. */
  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparing((Diagnostic found) -> found.span().map(Span::file).orElse(""))
          .thenComparing(found -> found.span().map(Span::line).orElse(0))
          .thenComparing(found -> found.span().map(Span::column).orElse(0))
          .thenComparing(Diagnostic::code)
          .thenComparing(Diagnostic::message);

  /** As many as code hosts take. */
  private static final int MOST = 25_000;

  private final LinkedHashSet<Diagnostic> findings = new LinkedHashSet<>();
  private boolean hasErrors;

  @Override
  public void add(Diagnostic finding) {
    if (finding.severity() == Severity.ERROR) {
      hasErrors = true;
    }
    if (findings.size() < MOST) {
      findings.add(finding);
    }
  }

  @Override
  public boolean hasErrors() {
    return hasErrors;
  }

  @Override
  public List<Diagnostic> sorted() {
    List<Diagnostic> sorted = new ArrayList<>(findings);
    sorted.sort(BY_PLACE);
    return List.copyOf(sorted);
  }
}

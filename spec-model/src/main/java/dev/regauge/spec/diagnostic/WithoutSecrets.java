package dev.regauge.spec.diagnostic;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lines of a source with stars in place of the stretches that nobody may see: those that a finding
 * is about, and whatever looks like a secret, since what only the reader reports meets no rule.
 */
final class WithoutSecrets implements SourceText {

  private final SourceText sources;
  private final List<Span> secrets;

  /** A hundred findings may stand in one line of megabytes, which is read for secrets once. */
  private final SortedMap<String, Optional<String>> lines = new TreeMap<>();

  private WithoutSecrets(SourceText sources, List<Span> secrets) {
    this.sources = sources;
    this.secrets = secrets;
  }

  /** Returns the sources without the secrets that any of the findings is about. */
  static WithoutSecrets of(List<Diagnostic> findings, SourceText sources) {
    return new WithoutSecrets(
        sources,
        findings.stream()
            .filter(Diagnostic::isSecret)
            .flatMap(finding -> finding.span().stream())
            .toList());
  }

  @Override
  public Optional<String> line(String file, int line) {
    return lines.computeIfAbsent(
        file + ":" + line, _ -> sources.line(file, line).map(text -> masked(text, file, line)));
  }

  private String masked(String text, String file, int line) {
    int[] codePoints = text.codePoints().toArray();
    for (Span secret : secrets) {
      if (secret.file().equals(file) && secret.line() == line) {
        int end = Math.min(codePoints.length, secret.column() - 1 + secret.length());
        for (int i = Math.max(0, secret.column() - 1); i < end; i++) {
          codePoints[i] = '*';
        }
      }
    }
    return SecretForms.masked(new String(codePoints, 0, codePoints.length));
  }
}

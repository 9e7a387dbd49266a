package dev.regauge.spec.diagnostic;

import java.util.List;
import java.util.Optional;

/**
 * Lines of a source with stars in place of the stretches that nobody may see: those that a finding
 * is about, and whatever looks like a secret, since what only the reader reports meets no rule.
 */
record WithoutSecrets(SourceText sources, List<Span> secrets) implements SourceText {

  @Override
  public Optional<String> line(String file, int line) {
    return sources
        .line(file, line)
        .map(
            text -> {
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
            });
  }
}

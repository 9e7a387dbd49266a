package dev.regauge.spec.diagnostic;

import java.util.List;

/** How many findings there are, and how many of them are shown. */
record Summary(List<Diagnostic> shown, int errors, int warnings, int hidden) {

  /** Nobody reads more at once. */
  static final int MOST = 100;

  static Summary of(List<Diagnostic> findings) {
    int errors = 0;
    for (Diagnostic finding : findings) {
      if (finding.severity() == Severity.ERROR) {
        errors++;
      }
    }
    List<Diagnostic> shown = findings.subList(0, Math.min(MOST, findings.size()));
    return new Summary(shown, errors, findings.size() - errors, findings.size() - shown.size());
  }

  /** Returns the counts, for example {@code 2 errors, 1 warning}. */
  String words() {
    if (errors == 0) {
      return count(warnings, "warning");
    }
    return warnings == 0
        ? count(errors, "error")
        : count(errors, "error") + ", " + count(warnings, "warning");
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}

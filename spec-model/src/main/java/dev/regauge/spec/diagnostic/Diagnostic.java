package dev.regauge.spec.diagnostic;

import java.util.List;
import java.util.Optional;

/**
 * One finding: what is wrong, where, and what to write instead.
 *
 * @param message one sentence without a full stop
 * @param span absent only when there is no source at all, for example a missing file
 * @param label what the caret points at, a few words; may be empty
 * @param related further places, each with its own label
 * @param help the fix in the reader's words; may be empty
 */
public record Diagnostic(
    Code code,
    Severity severity,
    String message,
    Optional<SpecPath> path,
    Optional<Span> span,
    String label,
    List<Related> related,
    String help) {

  /** Another place that the finding is about. */
  public record Related(Span span, String label) {}
}

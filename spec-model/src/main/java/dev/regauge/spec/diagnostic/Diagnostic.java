package dev.regauge.spec.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One finding: what is wrong, where, and what to write instead.
 *
 * <p>Made by {@link #error} or {@link #warning} and completed step by step: {@code error(CODE,
 * "...").at(path, span).label("...").help("...")}.
 *
 * @param message one sentence without a full stop
 * @param span absent only when there is no source at all, for example a missing file
 * @param label what the caret points at, a few words; may be empty
 * @param related further places, each with its own label
 * @param help the fix in the reader's words; may be empty
 * @param isSecret whether what stands at the place is shown to nobody
 * @param searched the fields of the product in which nothing was found that fits, without
 *     positions, such as {@code pools} or {@code assets[].tags}; empty when the finding does not
 *     tell of something missing
 * @param wanted the name that was searched for there, when it was a name
 */
public record Diagnostic(
    Code code,
    Severity severity,
    String message,
    Optional<SpecPath> path,
    Optional<Span> span,
    String label,
    List<Related> related,
    String help,
    boolean isSecret,
    List<String> searched,
    Optional<String> wanted) {

  public Diagnostic {
    related = List.copyOf(related);
    searched = List.copyOf(searched);
  }

  /** Returns an error without a place. */
  public static Diagnostic error(Code code, String message) {
    return of(code, Severity.ERROR, message);
  }

  /** Returns a warning without a place. */
  public static Diagnostic warning(Code code, String message) {
    return of(code, Severity.WARNING, message);
  }

  private static Diagnostic of(Code code, Severity severity, String message) {
    return new Diagnostic(
        code,
        severity,
        SecretForms.masked(message),
        Optional.empty(),
        Optional.empty(),
        "",
        List.of(),
        "",
        false,
        List.of(),
        Optional.empty());
  }

  /** Returns this finding at the value of that path. */
  public Diagnostic at(SpecPath place, Locator locator) {
    return at(place, locator.valueAt(place));
  }

  /** Returns this finding at the field's own name. */
  public Diagnostic atKey(SpecPath place, Locator locator) {
    return at(place, locator.keyAt(place));
  }

  /** Returns this finding at that stretch of the source. */
  public Diagnostic at(Span place) {
    return new Diagnostic(
        code,
        severity,
        message,
        path,
        Optional.of(place),
        label,
        related,
        help,
        isSecret,
        searched,
        wanted);
  }

  /** Returns this finding about that path, shown at that stretch of the source. */
  public Diagnostic at(SpecPath place, Optional<Span> shown) {
    return new Diagnostic(
        code,
        severity,
        message,
        Optional.of(place),
        shown,
        label,
        related,
        help,
        isSecret,
        searched,
        wanted);
  }

  /** Returns this finding with those words under its caret. */
  public Diagnostic label(String words) {
    String shown = SecretForms.masked(words);
    return new Diagnostic(
        code, severity, message, path, span, shown, related, help, isSecret, searched, wanted);
  }

  /** Returns this finding with that fix. */
  public Diagnostic help(String words) {
    String shown = SecretForms.masked(words);
    return new Diagnostic(
        code, severity, message, path, span, label, related, shown, isSecret, searched, wanted);
  }

  /** Returns this finding, which shows nobody what stands at its place: logs are read by many. */
  public Diagnostic secret() {
    return new Diagnostic(
        code, severity, message, path, span, label, related, help, true, searched, wanted);
  }

  /**
   * Returns this finding, which says that nothing fits in those fields: it waits until they can be
   * read whole.
   */
  public Diagnostic absentFrom(String... fields) {
    return new Diagnostic(
        code,
        severity,
        message,
        path,
        span,
        label,
        related,
        help,
        isSecret,
        List.of(fields),
        wanted);
  }

  /** Returns this finding, which misses a name: it waits only for what may be that name. */
  public Diagnostic named(String name) {
    return new Diagnostic(
        code,
        severity,
        message,
        path,
        span,
        label,
        related,
        help,
        isSecret,
        searched,
        Optional.of(name));
  }

  /** Returns this finding with one more place; none when the place is not known. */
  public Diagnostic related(Optional<Span> place, String words) {
    if (place.isEmpty()) {
      return this;
    }
    List<Related> more = new ArrayList<>(related);
    more.add(new Related(place.get(), words));
    return new Diagnostic(
        code, severity, message, path, span, label, more, help, isSecret, searched, wanted);
  }

  /** Returns this finding with other names of the files that its places are in. */
  public Diagnostic in(UnaryOperator<String> files) {
    List<Related> others =
        related.stream().map(other -> new Related(other.span().in(files), other.label())).toList();
    Optional<Span> place = span.map(known -> known.in(files));
    return new Diagnostic(
        code, severity, message, path, place, label, others, help, isSecret, searched, wanted);
  }

  /**
   * Returns the finding in one sentence, for those who show no label: the message, and of a target
   * its reason, which only the label says.
   */
  String sentence() {
    boolean isReason = code.id().startsWith("RG-FEAT-") && !label.isEmpty();
    return isReason ? message + ": " + label : message;
  }

  /** Another place that the finding is about. */
  public record Related(Span span, String label) {}
}

package dev.regauge.spec.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
 * @param absence where nothing was found that fits; empty when the finding does not tell of
 *     something missing
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
    Optional<Absence> absence) {

  public Diagnostic {
    related = List.copyOf(related);
  }

  /** Returns an error without a place. */
  public static Diagnostic error(Code code, String message) {
    return new Draft(code, Severity.ERROR, message).done();
  }

  /** Returns a warning without a place. */
  public static Diagnostic warning(Code code, String message) {
    return new Draft(code, Severity.WARNING, message).done();
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
    return with(draft -> draft.span = Optional.of(place));
  }

  /** Returns this finding about that path, shown at that stretch of the source. */
  public Diagnostic at(SpecPath place, Optional<Span> shown) {
    return with(
        draft -> {
          draft.path = Optional.of(place);
          draft.span = shown;
        });
  }

  /** Returns this finding with those words under its caret. */
  public Diagnostic label(String words) {
    return with(draft -> draft.label = SecretForms.masked(words));
  }

  /** Returns this finding with that fix. */
  public Diagnostic help(String words) {
    return with(draft -> draft.help = SecretForms.masked(words));
  }

  /** Returns this finding, which shows nobody what stands at its place: logs are read by many. */
  public Diagnostic secret() {
    return with(draft -> draft.isSecret = true);
  }

  /** Returns this finding, which waits until that can be read whole in which nothing fits. */
  public Diagnostic missing(Absence missing) {
    return with(draft -> draft.absence = Optional.of(missing));
  }

  /** Returns this finding with one more place; none when the place is not known. */
  public Diagnostic related(Optional<Span> place, String words) {
    return with(draft -> place.ifPresent(span -> draft.related.add(new Related(span, words))));
  }

  /** Returns this finding with other names of the files that its places are in. */
  public Diagnostic in(UnaryOperator<String> files) {
    return with(
        draft -> {
          draft.span = span.map(known -> known.in(files));
          draft.related.replaceAll(other -> new Related(other.span().in(files), other.label()));
        });
  }

  private Diagnostic with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.done();
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

  /**
   * Where a finding searched without finding.
   *
   * @param fields of the product, without positions, such as {@code pools} or {@code assets[].tags}
   * @param name what was searched for, when it was a name: the finding waits only for what may be
   *     that name
   */
  public record Absence(List<String> fields, Optional<String> name) {

    public Absence {
      fields = List.copyOf(fields);
    }

    /** Returns the absence of anything that fits from those fields. */
    public static Absence from(String... fields) {
      return new Absence(List.of(fields), Optional.empty());
    }

    /** Returns the absence of that name from those fields. */
    public static Absence of(String name, String... fields) {
      return new Absence(List.of(fields), Optional.of(name));
    }
  }

  /** A finding while it is put together. */
  private static final class Draft {

    private final Code code;
    private final Severity severity;
    private final String message;
    private Optional<SpecPath> path = Optional.empty();
    private Optional<Span> span = Optional.empty();
    private String label = "";
    private final List<Related> related = new ArrayList<>();
    private String help = "";
    private boolean isSecret;
    private Optional<Absence> absence = Optional.empty();

    Draft(Code code, Severity severity, String message) {
      this.code = code;
      this.severity = severity;
      this.message = SecretForms.masked(message);
    }

    Draft(Diagnostic made) {
      code = made.code;
      severity = made.severity;
      message = made.message;
      path = made.path;
      span = made.span;
      label = made.label;
      related.addAll(made.related);
      help = made.help;
      isSecret = made.isSecret;
      absence = made.absence;
    }

    Diagnostic done() {
      return new Diagnostic(
          code, severity, message, path, span, label, related, help, isSecret, absence);
    }
  }
}

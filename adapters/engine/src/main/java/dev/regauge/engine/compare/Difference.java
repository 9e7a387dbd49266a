package dev.regauge.engine.compare;

/**
 * One thing in which a runner differs from the first.
 *
 * @param subject what it is about, for example {@code silver/days @ 2012-01-05}
 * @param aspect state, attempts, order, check, columns, rows or presence
 */
public record Difference(
    String subject,
    String aspect,
    String first,
    String other,
    String firstRunner,
    String otherRunner) {

  /** Returns the difference as one line. */
  public String line() {
    return subject
        + ": "
        + aspect
        + ": "
        + firstRunner
        + " "
        + first
        + ", "
        + otherRunner
        + " "
        + other;
  }
}

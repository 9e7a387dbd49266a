package dev.regauge.templates.freemarker;

/** A value printed by a template that is no finished text. */
final class UnfinishedValue extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfinishedValue(String value) {
    super("only finished text may be printed, not: " + value);
  }
}

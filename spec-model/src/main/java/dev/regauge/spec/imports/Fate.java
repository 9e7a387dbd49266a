package dev.regauge.spec.imports;

/** What became of a field. */
public enum Fate {
  /** It says the same in the same words. */
  KEPT("kept"),
  /** It says the same in other words. */
  MAPPED("mapped"),
  /** It says nearly the same; the note tells the difference. */
  APPROXIMATED("approximated"),
  /** It is not in the spec. */
  LOST("lost"),
  /** Only a person knows what belongs there, and {@code check} refuses the spec until it does. */
  NEEDS_A_PERSON("needs a person");

  private final String words;

  Fate(String words) {
    this.words = words;
  }

  /** Returns it in the reader's words. */
  public String words() {
    return words;
  }
}

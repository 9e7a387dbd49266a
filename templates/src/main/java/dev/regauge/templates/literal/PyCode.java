package dev.regauge.templates.literal;

import io.pebbletemplates.pebble.extension.escaper.SafeString;

/**
 * A finished piece of Python, the only thing that a Python template may print.
 *
 * <p>Only this package makes one, from values ({@link PyLiteral}), names ({@link PyIdentifier}),
 * laid out expressions ({@link PyExpr}) and prose ({@link PyText}). It is a {@code SafeString}
 * because Pebble lets those pass its escaping strategy, which throws on all else.
 */
public final class PyCode extends SafeString {
  private final String text;

  PyCode(String text) {
    super(text);
    this.text = text;
  }

  /** The Python text. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PyCode code && code.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}

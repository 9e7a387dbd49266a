package dev.regauge.templates.literal;

import java.util.regex.Pattern;

/**
 * A name, number, version or relative path that stands for itself in every text: letters, digits
 * and {@code ._/:+=@-}.
 */
public record PlainName(String text) implements FinishedText {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/:+=@-]*");

  /** Refuses all else, so that it needs no quotes anywhere. */
  public PlainName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a plain name: " + text);
    }
  }

  /** Returns the name, or a number's digits. */
  public static PlainName of(Object value) {
    return new PlainName(value.toString());
  }
}

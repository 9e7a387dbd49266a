package dev.regauge.spec.diagnostic;

import java.util.regex.Pattern;

/** The stable id of one kind of finding, {@code RG-<FAMILY>-nnn}. */
public record Code(String id) implements Comparable<Code> {

  private static final Pattern FORM = Pattern.compile("RG-[A-Z]+-[0-9]{3}");

  public Code {
    if (!FORM.matcher(id).matches()) {
      throw new IllegalArgumentException("not a diagnostic code: " + id);
    }
  }

  @Override
  public int compareTo(Code other) {
    return id.compareTo(other.id);
  }
}

package dev.regauge.adapters.spi;

import java.util.regex.Pattern;

/**
 * The name of a target, which is its bundle's folder: the adapter's id unless the spec names it.
 */
public record TargetName(String value) implements Comparable<TargetName> {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  public TargetName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a target name: " + value);
    }
  }

  @Override
  public int compareTo(TargetName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

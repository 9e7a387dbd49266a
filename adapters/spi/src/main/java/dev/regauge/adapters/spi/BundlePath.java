package dev.regauge.adapters.spi;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file's place in a bundle, for example {@code dags/shop__daily.py}: relative, {@code /} between
 * folders, usable on every file system.
 */
public record BundlePath(String value) implements Comparable<BundlePath> {

  /** What Windows and shells cannot have in a name; control and direction characters. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "[\\\\:*?\"<>|\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069\\uFFFD]");

  private static final Pattern RESERVED =
      Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private static final int LONGEST = 1000;

  public BundlePath {
    Optional<String> fault = faultOf(value);
    if (fault.isPresent()) {
      throw new IllegalArgumentException("'" + value + "' " + fault.get());
    }
  }

  /** Returns why that text is no bundle path, as the end of a sentence, or nothing when it is. */
  public static Optional<String> faultOf(String text) {
    if (text.length() > LONGEST) {
      return Optional.of("is longer than " + LONGEST + " characters");
    }
    if (REFUSED.matcher(text).find()) {
      return Optional.of("has a character that not every file system takes");
    }
    for (String segment : text.split("/", -1)) {
      if (segment.isEmpty()) {
        return Optional.of("is not a relative path of plain segments");
      }
      if (segment.equals(".") || segment.equals("..")) {
        return Optional.of("has a '" + segment + "' segment");
      }
      if (segment.endsWith(".") || segment.endsWith(" ")) {
        return Optional.of("has a segment that ends in a dot or a space");
      }
      if (RESERVED.matcher(segment.toLowerCase(Locale.ROOT)).matches()) {
        return Optional.of("has the segment '" + segment + "', which is a device on Windows");
      }
    }
    return Optional.empty();
  }

  @Override
  public int compareTo(BundlePath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

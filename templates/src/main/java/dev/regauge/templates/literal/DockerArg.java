package dev.regauge.templates.literal;

import java.util.regex.Pattern;

/**
 * A value in a Dockerfile's {@code ENV}, {@code ARG} or {@code LABEL}, quoted and with nothing
 * expanded.
 */
public record DockerArg(String text) implements FinishedText {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /**
   * Returns the argument that the builder reads as {@code value}.
   *
   * @throws IllegalArgumentException for control characters, which a Dockerfile cannot hold in one
   *     line
   */
  public static DockerArg of(String value) {
    if (value
        .chars()
        .anyMatch(c -> c < 0x20 || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029)) {
      throw new IllegalArgumentException("a Dockerfile value cannot hold control characters");
    }
    if (BARE.matcher(value).matches()) {
      return new DockerArg(value);
    }
    return new DockerArg("\"" + value.replaceAll("([\\\\\"$])", "\\\\$1") + "\"");
  }
}

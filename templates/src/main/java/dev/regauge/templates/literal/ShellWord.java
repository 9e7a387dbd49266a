package dev.regauge.templates.literal;

import java.util.regex.Pattern;

/** One word of a POSIX shell command, quoted when it must be. */
public record ShellWord(String text) implements FinishedText {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** Returns the word that the shell reads as {@code value}. */
  public static ShellWord of(String value) {
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a shell word cannot hold NUL");
    }
    return new ShellWord(
        BARE.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'");
  }
}

package dev.regauge.templates.literal;

/** Prose on one line of Markdown, shown to the reader as it was written. */
public record MarkdownText(String text) implements FinishedText {
  private static final String MARKS = "\\`*_[]<>#|~&$";

  /** Returns the prose with the marks of Markdown and HTML escaped and hidden characters shown. */
  public static MarkdownText of(String prose) {
    StringBuilder text = new StringBuilder();
    String line = prose.strip().replaceAll("[\\s\\x{85}\\x{2028}\\x{2029}]+", " ");
    line.codePoints()
        .forEach(
            c -> {
              if (MARKS.indexOf(c) >= 0) {
                text.append('\\').appendCodePoint(c);
              } else if (isHidden(c)) {
                PyText.appendEscaped(text.append('\\'), c, '\0');
              } else {
                text.appendCodePoint(c);
              }
            });
    return new MarkdownText(text.toString());
  }

  /** Returns the value as inline code. */
  public static MarkdownText code(String value) {
    StringBuilder text = new StringBuilder();
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '\n' || isHidden(c)) {
                PyText.appendEscaped(text, c, '\0');
              } else {
                text.appendCodePoint(c);
              }
            });
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    // A value that begins or ends with a backtick or is empty needs the space that Markdown strips
    // again.
    String pad = longest > 0 || text.isEmpty() ? " " : "";
    // In a table cell a bar would end the cell even inside of code.
    return new MarkdownText(fence + pad + text.toString().replace("|", "\\|") + pad + fence);
  }

  private static boolean isHidden(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
  }
}

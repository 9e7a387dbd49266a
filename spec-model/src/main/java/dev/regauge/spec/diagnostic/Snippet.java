package dev.regauge.spec.diagnostic;

/**
 * A source line with marks under a stretch of it.
 *
 * @param line the line as it is shown
 * @param marks blanks, then the marks: {@code " ^^^"}
 */
record Snippet(String line, String marks) {

  /** Longer lines are cut around the stretch. */
  private static final int WIDEST = 120;

  private static final int BEFORE = 40;
  private static final String CUT = "…";

  static Snippet of(String source, Span span, char mark) {
    int from = Math.min(span.column() - 1, source.length());
    boolean isLong =
        source.length() > 2 * WIDEST || source.codePointCount(0, source.length()) > WIDEST;
    int start = isLong ? Math.max(0, from - BEFORE) : 0;
    int first = offset(source, 0, start);
    String rest = source.substring(first, offset(source, first, WIDEST));
    int[] codePoints = rest.codePoints().toArray();
    from -= start;
    int to = from + span.length();
    StringBuilder line = new StringBuilder(start > 0 ? CUT : "");
    int blanks = start > 0 ? 1 : 0;
    int marks = 0;
    for (int i = 0; i < codePoints.length; i++) {
      line.append(Display.shown(codePoints[i]));
      if (i < from) {
        blanks += Display.width(codePoints[i]);
      } else if (i < to) {
        marks += Display.width(codePoints[i]);
      }
    }
    if (first + rest.length() < source.length()) {
      line.append(CUT);
    }
    return new Snippet(
        line.toString().stripTrailing(),
        " ".repeat(blanks) + String.valueOf(mark).repeat(Math.max(1, marks)));
  }

  /** Returns the index that many code points further, at most the text's end. */
  private static int offset(String text, int from, int codePoints) {
    int at = from;
    for (int i = 0; i < codePoints && at < text.length(); i++) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }
}

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
    int[] codePoints = source.codePoints().toArray();
    int from = Math.min(span.column() - 1, codePoints.length);
    int to = Math.min(from + span.length(), codePoints.length);
    int start = codePoints.length > WIDEST ? Math.max(0, from - BEFORE) : 0;
    int end = Math.min(codePoints.length, start + WIDEST);
    StringBuilder line = new StringBuilder(start > 0 ? CUT : "");
    int blanks = start > 0 ? 1 : 0;
    int marks = 0;
    for (int i = start; i < end; i++) {
      line.append(Display.shown(codePoints[i]));
      if (i < from) {
        blanks += Display.width(codePoints[i]);
      } else if (i < to) {
        marks += Display.width(codePoints[i]);
      }
    }
    if (end < codePoints.length) {
      line.append(CUT);
    }
    return new Snippet(
        line.toString().stripTrailing(),
        " ".repeat(blanks) + String.valueOf(mark).repeat(Math.max(1, marks)));
  }
}

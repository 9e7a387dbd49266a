package dev.regauge.spec.source;

import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Turns the parser's places, which count code points, into places of the text and of the file's
 * bytes. Asked in the file's order it walks the text once; asked for an earlier place it begins
 * again.
 */
final class MarkOffsets {

  private final String text;
  private int codePoint;
  private int character;
  private long bytes;

  MarkOffsets(String text) {
    this.text = text;
  }

  /** Returns the place in the text, as an index of a string. */
  int charOf(Mark mark) {
    walkTo(mark.getIndex());
    return character;
  }

  /** Returns the place in the file as UTF-8, counted without a byte order mark. */
  long byteOf(Mark mark) {
    walkTo(mark.getIndex());
    return bytes;
  }

  private void walkTo(int wanted) {
    if (wanted < codePoint) {
      codePoint = 0;
      character = 0;
      bytes = 0;
    }
    while (codePoint < wanted && character < text.length()) {
      int next = text.codePointAt(character);
      character += Character.charCount(next);
      bytes += next < 0x80 ? 1 : next < 0x800 ? 2 : next < 0x10000 ? 3 : 4;
      codePoint++;
    }
  }
}

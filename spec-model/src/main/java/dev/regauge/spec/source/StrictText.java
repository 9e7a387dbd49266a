package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Span;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Turns a file's bytes into text: UTF-8 only, and only the characters that YAML prints. */
final class StrictText {

  private final String file;
  private final byte[] bytes;
  private int at;

  private StrictText(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /** Whether the text has that character or one behind it; a plain loop, which starts fast. */
  static boolean hasFrom(int first, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= first) {
        return true;
      }
    }
    return false;
  }

  /** Returns the text without byte order mark; a wrong byte is reported with its offset. */
  static Optional<String> decode(String file, byte[] bytes, Diagnostics out) {
    return new StrictText(file, bytes).decode(out);
  }

  /**
   * Returns what a reader is shown of bytes that are no text: each wrong byte as U+FFFD, so that
   * the places before the first of them stay what they are.
   */
  static String shown(byte[] bytes) {
    StrictText text = new StrictText("", bytes);
    if (text.startsWith(0xff, 0xfe) || text.startsWith(0xfe, 0xff)) {
      return new String(bytes, StandardCharsets.UTF_16);
    }
    int start = text.startsWith(0xef, 0xbb, 0xbf) ? 3 : 0;
    return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
  }

  private Optional<String> decode(Diagnostics out) {
    if (startsWith(0xff, 0xfe) || startsWith(0xfe, 0xff)) {
      boolean isWide = startsWith(0xff, 0xfe, 0, 0);
      out.add(FileProblems.notText(new Span(file, 1, 1, 1), 0, isWide ? "UTF-32" : "UTF-16"));
      return Optional.empty();
    }
    int start = startsWith(0xef, 0xbb, 0xbf) ? 3 : 0;
    at = start;
    while (at < bytes.length) {
      int width = widthOfCharacter();
      if (width == 0) {
        out.add(FileProblems.notText(placeOf(at, start), at, wordsFor(at)));
        return Optional.empty();
      }
      at += width;
    }
    return Optional.of(new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8));
  }

  /** Returns how many bytes the character at the current place has, 0 when it is not allowed. */
  private int widthOfCharacter() {
    int lead = bytes[at];
    if (lead >= 0) {
      boolean isPrinted = lead >= 0x20 && lead != 0x7f;
      return isPrinted || lead == '\t' || lead == '\n' || lead == '\r' ? 1 : 0;
    }
    lead &= 0xff;
    int second = byteAt(at + 1);
    if (lead >= 0xc2 && lead <= 0xdf) {
      boolean isControl = lead == 0xc2 && second < 0xa0 && second != 0x85;
      return isContinuation(second) && !isControl ? 2 : 0;
    }
    int third = byteAt(at + 2);
    if (lead >= 0xe0 && lead <= 0xef) {
      boolean isOverlong = lead == 0xe0 && second < 0xa0;
      boolean isSurrogate = lead == 0xed && second > 0x9f;
      boolean isNoCharacter = lead == 0xef && second == 0xbf && third > 0xbd;
      return isContinuation(second)
              && isContinuation(third)
              && !isOverlong
              && !isSurrogate
              && !isNoCharacter
          ? 3
          : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
      boolean isOutside = (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f);
      boolean isWhole =
          isContinuation(second) && isContinuation(third) && isContinuation(byteAt(at + 3));
      return isWhole && !isOutside ? 4 : 0;
    }
    return 0;
  }

  private String wordsFor(int offset) {
    int lead = bytes[offset] & 0xff;
    if (lead == 0) {
      return "a NUL byte";
    }
    if (lead < 0x80 || (lead == 0xc2 && isContinuation(byteAt(offset + 1)))) {
      int character = lead < 0x80 ? lead : byteAt(offset + 1);
      return "the control character 0x" + Integer.toHexString(character);
    }
    if (lead == 0xed && byteAt(offset + 1) > 0x9f) {
      return "half of a surrogate pair";
    }
    return "0x" + Integer.toHexString(lead).toUpperCase(Locale.ROOT) + " is not UTF-8 here";
  }

  private Span placeOf(int offset, int start) {
    int line = 1;
    int column = 1;
    for (int i = start; i < offset; i++) {
      if (bytes[i] == '\n') {
        line++;
        column = 1;
      } else if (!isContinuation(bytes[i] & 0xff)) {
        column++;
      }
    }
    return new Span(file, line, column, 1);
  }

  private boolean startsWith(int... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (byteAt(i) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the byte, or 0 behind the end, which continues nothing. */
  private int byteAt(int offset) {
    return offset < bytes.length ? bytes[offset] & 0xff : 0;
  }

  private static boolean isContinuation(int value) {
    return value >= 0x80 && value <= 0xbf;
  }
}

package dev.regauge.lsp;

import dev.regauge.spec.source.WrittenTree;

/**
 * Reads a file that is being typed: lines that cannot be read are left out, so that what lies
 * behind them is still there, at its place.
 */
final class Salvage {

  /** So many lines may be broken at once; whoever types breaks one. */
  private static final int MOST = 12;

  private Salvage() {}

  static WrittenTree read(String text) {
    return read(text, -1);
  }

  /** Reads a text whose line around that index must stay. */
  static WrittenTree read(String text, int kept) {
    WrittenTree first = WrittenTree.read(text);
    WrittenTree tree = first;
    StringBuilder left = new StringBuilder(text);
    for (int i = 0; i < MOST && !tree.isWhole(); i++) {
      if (!blank(left, Math.min(tree.brokenAt(), left.length()), kept)) {
        return tree;
      }
      tree = WrittenTree.read(left.toString());
    }
    return tree.isWhole() ? tree : first;
  }

  /** Makes the line at that place blank, or the last one before it that is not. */
  private static boolean blank(StringBuilder text, int at, int kept) {
    int end = at;
    while (end < text.length() && !isEnd(text.charAt(end))) {
      end++;
    }
    while (true) {
      int start = end;
      while (start > 0 && !isEnd(text.charAt(start - 1))) {
        start--;
      }
      if (kept >= start && kept <= end) {
        return false;
      }
      if (!text.substring(start, end).isBlank()) {
        for (int i = start; i < end; i++) {
          text.setCharAt(i, ' ');
        }
        return true;
      }
      if (start == 0) {
        return false;
      }
      end = start - 1;
    }
  }

  private static boolean isEnd(char c) {
    return c == '\n' || c == '\r';
  }
}

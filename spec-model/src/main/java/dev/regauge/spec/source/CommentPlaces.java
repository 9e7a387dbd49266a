package dev.regauge.spec.source;

import dev.regauge.spec.source.LayoutEntries.Container;
import dev.regauge.spec.source.LayoutEntries.Entry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives each comment and each empty line of a file to the entry that it belongs to: a comment on an
 * entry's line to that entry, one on lines of its own to the next, unless it is indented deeper.
 */
final class CommentPlaces {

  private static final String MODELINE = "# yaml-language-server:";

  private final SourceLines lines;
  private final BitSet covered;
  private final BitSet keptEnds;
  private final LayoutEntries entries;
  private final Layout layout;

  CommentPlaces(
      SourceLines lines, BitSet covered, BitSet keptEnds, LayoutEntries entries, Layout layout) {
    this.lines = lines;
    this.covered = covered;
    this.keptEnds = keptEnds;
    this.entries = entries;
    this.layout = layout;
  }

  void place() {
    int at = 0;
    while (at < lines.size()) {
      if (covered.get(at)) {
        at = covered.nextClearBit(at);
      } else if (lines.at(at) == '#' && isAfterSpace(at)) {
        int line = lines.lineOf(at);
        int end = lines.endOf(line);
        place(at, line, lines.text(at, end).stripTrailing());
        at = end;
      } else {
        at++;
      }
    }
    placeEmptyLines();
    moveHeader();
  }

  private boolean isAfterSpace(int at) {
    return at == 0 || Character.isWhitespace(lines.at(at - 1));
  }

  private void place(int at, int line, String comment) {
    layout.comments.add(comment);
    String before = lines.text(lines.startOf(line), at);
    Entry last = entries.before(at);
    boolean isAlone = before.chars().allMatch(c -> c == ' ' || c == '\t' || c == '-' || c == '?');
    if (!isAlone && last != null && !before.startsWith("---")) {
      Entry owner = last;
      while (owner.in.isFlow && owner.in.end <= at && owner.in.owner != null) {
        owner = owner.in.owner;
      }
      if (owner.notes.trailing.isEmpty()) {
        owner.notes.trailing = comment;
      } else {
        owner.notes.head.add(comment);
      }
      return;
    }
    int column = before.isBlank() ? before.length() : 0; // behind a dash it is about what follows
    List<String> target = linesFor(at, column, last);
    if (isEmptyBefore(line)) {
      target.add("");
    }
    target.add(comment);
  }

  private List<String> linesFor(int at, int column, @Nullable Entry last) {
    Entry next = entries.after(at);
    Container brackets = entries.bracketsAround(at);
    if (brackets != null) {
      boolean isInside = next != null && next.start < brackets.end;
      return next != null && isInside ? next.notes.head : brackets.foot;
    }
    if (next != null && (column <= next.in.column || last == null)) {
      return next.notes.head;
    }
    Container deepest = null;
    for (Container each = last == null ? null : last.in;
        each != null && deepest == null;
        each = each.owner == null ? null : each.owner.in) {
      if (!each.isFlow && each.column <= column) {
        deepest = each;
      }
    }
    if (next != null && (deepest == null || deepest == next.in)) {
      return next.notes.head;
    }
    return deepest == null ? rootFoot() : deepest.foot;
  }

  private List<String> rootFoot() {
    return entries.containers.isEmpty() ? layout.header : entries.containers.getLast().foot;
  }

  private void placeEmptyLines() {
    Entry outer = null;
    for (Entry entry : entries.all) {
      boolean isFirstHere = outer == null || entry.start != outer.start;
      if (isFirstHere && !entry.in.isFlow && isEmptyBefore(lines.lineOf(entry.start))) {
        entry.notes.head.add("");
      }
      outer = entry;
    }
  }

  private boolean isEmptyBefore(int line) {
    return line > 0 && lines.isBlank(line - 1) && !keptEnds.get(line - 1);
  }

  /** What stands at the file's top, before an empty line, is about the file. */
  private void moveHeader() {
    if (entries.all.isEmpty()) {
      return;
    }
    List<String> head = entries.all.getFirst().notes.head;
    int end = head.lastIndexOf("") + 1;
    while (end < head.size() && head.get(end).startsWith(MODELINE)) {
      end++;
    }
    List<String> moved = new ArrayList<>(head.subList(0, end));
    head.subList(0, end).clear();
    layout.header.addAll(0, moved);
  }
}

package dev.regauge.spec.source;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a file writes what it says: its comments, groups of lines, and the style of each value.
 *
 * <p>Kept beside the tree and not in it, since only the formatter asks for it. A value that the
 * file does not hold, because a short form was expanded, has no layout of its own.
 */
final class Layout {

  private final Map<Node, Style> styles = new IdentityHashMap<>();
  private final Map<Node, Notes> notesOfKeys = new IdentityHashMap<>();

  /** Comments at the file's top that belong to no entry. */
  final List<String> header = new ArrayList<>();

  /** Every comment of the file, in order. */
  final List<String> comments = new ArrayList<>();

  /** Returns how a value is written; null for one that the file does not hold. */
  @Nullable Style styleOf(Node node) {
    return styles.get(node);
  }

  void put(Node node, Style style) {
    styles.put(node, style);
  }

  /** Returns what stands around a map's entry. */
  Notes notesOf(Node.Scalar key) {
    return notesOfKeys.computeIfAbsent(key, _ -> new Notes());
  }

  /** Returns what stands around a list's item. */
  Notes notesOf(Node.Sequence list, int item) {
    Style style = styles.get(list);
    if (style == null) {
      return new Notes();
    }
    while (style.items.size() <= item) {
      style.items.add(new Notes());
    }
    return style.items.get(item);
  }

  /** Appends an item's notes to a list that is about to get the item. */
  void append(Node.Sequence list, Notes notes) {
    Style style = styles.get(list);
    if (style == null) {
      style = new Style(false, List.of(), false);
      styles.put(list, style);
    }
    notesOf(list, list.items().size());
    style.items.set(list.items().size(), notes);
  }

  /** The comments of one entry. */
  static final class Notes {
    /** Comment lines before it; an empty one is an empty line. */
    final List<String> head = new ArrayList<>();

    /** The comment behind it on its line. */
    String trailing = "";

    boolean hasComment() {
      return !trailing.isEmpty() || head.stream().anyMatch(line -> !line.isEmpty());
    }
  }

  /** How a value is written. */
  static final class Style {
    /** Whether it is a list in brackets or a map in braces on one line. */
    final boolean isFlow;

    /** A text's own words: one line, or the header and the lines of a block. */
    final List<String> lines;

    /** Whether the text is a block of lines. */
    final boolean isBlock;

    /** Comment lines behind the last entry; an empty one is an empty line. */
    final List<String> foot = new ArrayList<>();

    /** What stands around each item of a list. */
    final List<Notes> items = new ArrayList<>();

    Style(boolean isFlow, List<String> lines, boolean isBlock) {
      this.isFlow = isFlow;
      this.lines = lines;
      this.isBlock = isBlock;
    }
  }
}

package dev.regauge.spec.source;

import dev.regauge.spec.source.Layout.Notes;
import dev.regauge.spec.source.Layout.Style;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree with its layout: two spaces for each level, items of lists indented, brackets where
 * the author had them on one line.
 */
final class SpecWriter {

  private final Layout layout;
  private final StringBuilder out = new StringBuilder();

  private SpecWriter(Layout layout) {
    this.layout = layout;
  }

  static String write(Node.Mapping tree, Layout layout) {
    SpecWriter writer = new SpecWriter(layout);
    List<String> header = new ArrayList<>(layout.header);
    while (!header.isEmpty() && header.getFirst().isEmpty()) {
      header.removeFirst();
    }
    writer.comments(header, 0, false);
    if (isFlow(tree, layout)) {
      writer.flow(tree);
      writer.out.append('\n');
      writer.foot(tree, 0);
    } else {
      writer.block(tree, 0, false);
    }
    return writer.out.toString();
  }

  /** Writes the entries of a list or a map; the first continues a line that is begun. */
  private void block(Node node, int indent, boolean continuesLine) {
    boolean isFirst = true;
    switch (node) {
      case Node.Mapping map -> {
        for (int i = 0; i < map.size(); i++) {
          Notes notes = layout.notesOf(map.key(i));
          begin(notes, indent, isFirst, isFirst && continuesLine);
          out.append(written(map.key(i))).append(':');
          value(map.value(i), notes, indent, false);
          isFirst = false;
        }
      }
      case Node.Sequence list -> {
        for (int i = 0; i < list.items().size(); i++) {
          Notes notes = notes(list, i);
          begin(notes, indent, isFirst, isFirst && continuesLine);
          out.append('-');
          value(list.items().get(i), notes, indent, true);
          isFirst = false;
        }
      }
      case Node.Scalar scalar -> throw new IllegalStateException("a text has no entries");
      case Node.Broken broken -> throw new IllegalStateException("the tree is sound");
    }
    foot(node, indent);
  }

  /** An item's own comments, and those that stood before the first entry in it. */
  private Notes notes(Node.Sequence list, int item) {
    Notes all = new Notes();
    Notes own = layout.notesOf(list, item);
    all.head.addAll(own.head);
    all.trailing = own.trailing;
    Node first = list.items().get(item);
    while (!isFlow(first, layout)) {
      Notes inner;
      if (first instanceof Node.Mapping map && map.size() > 0) {
        inner = layout.notesOf(map.key(0));
        first = NOTHING;
      } else if (first instanceof Node.Sequence inside && !inside.items().isEmpty()) {
        inner = layout.notesOf(inside, 0);
        first = inside.items().getFirst();
      } else {
        break;
      }
      inner.head.stream().filter(line -> !line.isEmpty()).forEach(all.head::add);
      inner.head.clear();
    }
    return all;
  }

  private static final Node NOTHING = new Node.Scalar("", 1, 1, 1, "", true);

  private void begin(Notes notes, int indent, boolean isFirst, boolean continuesLine) {
    if (continuesLine) {
      return; // its comments stand before the line
    }
    comments(notes.head, indent, isFirst);
    out.append(" ".repeat(indent));
  }

  private void comments(List<String> comments, int indent, boolean isFirst) {
    boolean isStart = isFirst;
    int size = out.length();
    boolean wasEmpty = size < 2 || (out.charAt(size - 1) == '\n' && out.charAt(size - 2) == '\n');
    for (String comment : comments) {
      if (comment.isEmpty()) {
        if (!isStart && !wasEmpty) {
          out.append('\n');
        }
        wasEmpty = true;
      } else {
        out.append(" ".repeat(indent)).append(comment).append('\n');
        isStart = false;
        wasEmpty = false;
      }
    }
  }

  private void foot(Node node, int indent) {
    Style style = layout.styleOf(node);
    if (style != null) {
      comments(style.foot, indent, false);
    }
  }

  /** Writes what stands behind a key's colon or an item's dash, and ends the line. */
  private void value(Node node, Notes notes, int indent, boolean isItem) {
    String trailing = notes.trailing.isEmpty() ? "" : "  " + notes.trailing;
    if (node instanceof Node.Scalar scalar) {
      List<String> lines = lines(scalar);
      if (!lines.getFirst().isEmpty()) {
        out.append(' ').append(lines.getFirst());
      }
      out.append(trailing).append('\n');
      for (String line : lines.subList(1, lines.size())) {
        out.append(line.isEmpty() ? "" : " ".repeat(indent + 2) + line).append('\n');
      }
    } else if (isFlow(node, layout)) {
      out.append(' ');
      flow(node);
      out.append(trailing).append('\n');
      foot(node, indent + 2);
    } else if (isItem && trailing.isEmpty()) {
      out.append(' ');
      block(node, indent + 2, true);
    } else {
      out.append(trailing).append('\n');
      block(node, indent + 2, false);
    }
  }

  private List<String> lines(Node.Scalar scalar) {
    Style style = layout.styleOf(scalar);
    return style == null ? List.of(YamlText.ofText(scalar.text())) : style.lines;
  }

  private String written(Node.Scalar scalar) {
    Style style = layout.styleOf(scalar);
    if (style == null) {
      return YamlText.ofText(scalar.text());
    }
    return style.isBlock ? YamlText.quoted(scalar.text()) : style.lines.getFirst();
  }

  private void flow(Node node) {
    switch (node) {
      case Node.Scalar scalar -> {
        String text = written(scalar);
        out.append(text.isEmpty() ? "null" : text);
      }
      case Node.Sequence list -> {
        out.append('[');
        String comma = "";
        for (Node item : list.items()) {
          out.append(comma);
          flow(item);
          comma = ", ";
        }
        out.append(']');
      }
      case Node.Mapping map -> {
        out.append('{');
        for (int i = 0; i < map.size(); i++) {
          out.append(i == 0 ? "" : ", ").append(written(map.key(i))).append(": ");
          flow(map.value(i));
        }
        out.append('}');
      }
      case Node.Broken broken -> throw new IllegalStateException("the tree is sound");
    }
  }

  /** Whether a list or a map goes between brackets: the author's did, or it is new and can. */
  private static boolean isFlow(Node node, Layout layout) {
    if (node instanceof Node.Scalar) {
      return true;
    }
    Style style = layout.styleOf(node);
    boolean isEmpty =
        node instanceof Node.Mapping map
            ? map.size() == 0
            : node instanceof Node.Sequence list && list.items().isEmpty();
    return isEmpty || (style != null && style.isFlow) || (style == null && fitsFlow(node, layout));
  }

  private static boolean fitsFlow(Node node, Layout layout) {
    Style style = layout.styleOf(node);
    return switch (node) {
      case Node.Scalar scalar -> style == null || isFlowText(style);
      case Node.Sequence list ->
          style == null
              ? list.items().stream().allMatch(item -> fitsFlow(item, layout))
              : style.isFlow;
      case Node.Mapping map -> {
        boolean isFit = style == null || style.isFlow;
        for (int i = 0; style == null && i < map.size(); i++) {
          isFit &= !layout.notesOf(map.key(i)).hasComment() && fitsFlow(map.value(i), layout);
        }
        yield isFit;
      }
      case Node.Broken broken -> false;
    };
  }

  private static boolean isFlowText(@Nullable Style style) {
    if (style == null) {
      return true;
    }
    String first = style.lines.getFirst();
    boolean isQuoted = first.startsWith("\"") || first.startsWith("'");
    return !style.isBlock && (isQuoted || YamlText.isSafeInFlow(first));
  }
}

package dev.regauge.spec.source;

import dev.regauge.spec.source.Layout.Notes;
import dev.regauge.spec.source.Layout.Style;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads the layout of a file whose tree is sound: it walks the tree and the parser's events side by
 * side.
 */
final class LayoutReader {

  private static final Pattern BLOCK_HEADER =
      Pattern.compile("([|>][+-]?)[ \\t]*((?<=[ \\t])#.*)?");

  private final SourceLines lines;
  private final Layout layout = new Layout();
  private final LayoutEntries entries = new LayoutEntries();
  private final BitSet covered = new BitSet();
  private final BitSet keptEnds = new BitSet();
  private final ParserImpl events;

  private LayoutReader(SourceFile file) {
    lines = new SourceLines(file.text());
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file.name())
            .setParseComments(false)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    events = new ParserImpl(settings, new StreamReader(settings, new StringReader(file.text())));
  }

  /** Returns the layout of a file that was read without a finding into that tree. */
  static Layout read(SourceFile file, Node.Mapping tree) {
    LayoutReader reader = new LayoutReader(file);
    reader.walk(tree, null);
    new CommentPlaces(reader.lines, reader.covered, reader.keptEnds, reader.entries, reader.layout)
        .place();
    return reader.layout;
  }

  private Event next() {
    while (true) {
      Event event = events.next();
      switch (event.getEventId()) {
        case Scalar, SequenceStart, MappingStart, SequenceEnd, MappingEnd -> {
          return event;
        }
        case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment, Alias -> {}
      }
    }
  }

  private void walk(Node node, LayoutEntries.@Nullable Entry owner) {
    Event event = next();
    int start = start(event);
    if (owner != null) {
      owner.start = Math.min(owner.start, start);
    }
    switch (node) {
      case Node.Scalar scalar -> scalar(scalar, (ScalarEvent) event, owner);
      case Node.Sequence list -> {
        LayoutEntries.Container container = open(list, (CollectionStartEvent) event, owner);
        for (int i = 0; i < list.items().size(); i++) {
          Notes notes = layout.notesOf(list, i);
          walk(list.items().get(i), entries.add(container, Integer.MAX_VALUE, notes));
        }
        close(container, next());
      }
      case Node.Mapping map -> {
        LayoutEntries.Container container = open(map, (CollectionStartEvent) event, owner);
        for (int i = 0; i < map.size(); i++) {
          LayoutEntries.Entry entry =
              entries.add(container, Integer.MAX_VALUE, layout.notesOf(map.key(i)));
          walk(map.key(i), entry);
          walk(map.value(i), entry);
        }
        close(container, next());
      }
      case Node.Broken broken -> throw new IllegalStateException("the tree is sound");
    }
  }

  private LayoutEntries.Container open(
      Node node, CollectionStartEvent event, LayoutEntries.@Nullable Entry owner) {
    Mark start = event.getStartMark().orElseThrow();
    Style style = new Style(event.isFlow(), List.of(), false);
    layout.put(node, style);
    return new LayoutEntries.Container(
        owner, event.isFlow(), start.getIndex(), start.getColumn(), style.foot, node);
  }

  private void close(LayoutEntries.Container container, Event end) {
    container.end = end.getEndMark().orElseThrow().getIndex();
    entries.containers.add(container);
    boolean isOneLine = lines.lineOf(container.start) == lines.lineOf(container.end);
    if (container.isFlow && !isOneLine) {
      Style style = layout.styleOf(container.node);
      Style block = new Style(false, List.of(), false);
      if (style != null) {
        block.items.addAll(style.items);
      }
      container.foot = block.foot;
      layout.put(container.node, block);
    }
  }

  private void scalar(Node.Scalar node, ScalarEvent event, LayoutEntries.@Nullable Entry owner) {
    int start = start(event);
    int end = event.getEndMark().orElseThrow().getIndex();
    ScalarStyle style = event.getScalarStyle();
    if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
      covered.set(start, block(node, start, end, owner));
      return;
    }
    covered.set(start, end);
    String raw = lines.text(start, end).strip();
    boolean isOneLine = raw.indexOf('\n') < 0 && raw.indexOf('\r') < 0;
    layout.put(
        node, new Style(true, List.of(isOneLine ? raw : YamlText.quoted(node.text())), false));
  }

  /** Keeps a block's own lines, or writes its text anew; returns where it ends. */
  private int block(Node.Scalar node, int start, int end, LayoutEntries.@Nullable Entry owner) {
    int headerLine = lines.lineOf(start);
    Matcher header = BLOCK_HEADER.matcher(lines.text(start, lines.endOf(headerLine)).strip());
    boolean isPlainHeader = header.matches();
    List<String> body = new ArrayList<>();
    int indent = -1;
    int line = headerLine + 1;
    for (; line < lines.count() && lines.startOf(line) < end; line++) {
      String text = lines.line(line);
      int spaces = text.length() - text.replaceFirst("^ +", "").length();
      if (spaces == text.length()) {
        body.add("");
        continue;
      }
      if (indent < 0) {
        indent = spaces;
      } else if (spaces < indent) {
        break;
      }
      body.add(text.substring(indent));
    }
    boolean isKeeping = isPlainHeader && header.group(1).endsWith("+");
    while (!isKeeping && !body.isEmpty() && body.getLast().isEmpty()) {
      body.removeLast();
    }
    int last = headerLine + body.size();
    if (isKeeping) {
      keptEnds.set(headerLine, last + 1);
    }
    if (isPlainHeader && indent >= 0) {
      if (header.group(2) != null && owner != null) {
        owner.notes.trailing = header.group(2).stripTrailing();
        layout.comments.add(owner.notes.trailing);
      }
      body.addFirst(header.group(1));
      layout.put(node, new Style(false, body, true));
    } else {
      List<String> written = YamlText.block(node.text());
      layout.put(
          node,
          written.isEmpty()
              ? new Style(true, List.of(YamlText.quoted(node.text())), false)
              : new Style(false, written, true));
    }
    return Math.max(start + 1, lines.endOf(Math.min(last, lines.count() - 1)));
  }

  private static int start(Event event) {
    return event.getStartMark().orElseThrow().getIndex();
  }
}

package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Span;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Makes a tree of nodes from a file's YAML.
 *
 * <p>It takes the parser's events and keeps the open lists and maps itself, so that a deep file
 * meets a limit and not the end of the stack, and an alias is refused where it stands.
 */
final class TreeReader {

  static final int DEEPEST = 100;
  static final int LONGEST_TEXT = 3_145_728;
  private static final int MOST_NODES = 8_000_000;
  private static final int MOST_ALIASES = 50;
  private static final int LONGEST_SHARED_TEXT = 32;
  private static final int MOST_SHARED_TEXTS = 10_000;

  /** Characters before this one neither turn the reading nor are half of a pair. */
  private static final int WIDE = 0x200e;

  private final SourceFile file;
  private final Diagnostics out;
  private final MarkOffsets places;
  private final LoadSettings settings;

  /** Whether the file holds a character that a text may not have as it is. */
  private final boolean hasWideText;

  private final Deque<OpenCollection> open = new ArrayDeque<>();
  private final Map<String, String> sharedTexts = new LinkedHashMap<>();
  private final Map<String, Span> anchors = new LinkedHashMap<>();
  private final List<String> usedAnchors = new ArrayList<>();
  private @Nullable Node root;
  private @Nullable Event lastEvent;

  /** However many aliases a file has, they are one mistake. */
  private @Nullable AliasEvent firstAlias;

  private int nodes;
  private int documents;
  private int aliases;
  private boolean isStopped;

  private TreeReader(SourceFile file, Diagnostics out) {
    this.file = file;
    this.places = new MarkOffsets(file.text());
    this.settings =
        LoadSettings.builder()
            .setLabel(file.name())
            .setParseComments(false)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    this.hasWideText = StrictText.hasFrom(WIDE, file.text());
    this.out = out;
  }

  /** Returns the root map; whatever is wrong with the file as YAML is reported. */
  static Optional<Node.Mapping> read(SourceFile file, Diagnostics out) {
    return new TreeReader(file, out).read();
  }

  private Optional<Node.Mapping> read() {
    ParserImpl events =
        new ParserImpl(settings, new StreamReader(settings, new StringReader(file.text())));
    Event event = next(events);
    while (event != null) {
      take(event);
      event = isStopped ? null : next(events);
    }
    if (firstAlias != null) {
      String name = firstAlias.getAlias().getValue();
      Optional<Span> anchor = Optional.ofNullable(anchors.get(name));
      out.add(FileProblems.alias(name, span(firstAlias, length(firstAlias)), anchor, aliases));
    }
    anchors.forEach(
        (name, at) -> {
          if (!usedAnchors.contains(name)) {
            out.add(FileProblems.anchor(name, at));
          }
        });
    return isStopped ? Optional.empty() : rootMap();
  }

  /** Returns the next event, or null at the end or where the file cannot be read on. */
  private @Nullable Event next(ParserImpl events) {
    try {
      Event event = events.hasNext() ? events.next() : null;
      lastEvent = event == null ? lastEvent : event;
      return event;
    } catch (MarkedYamlEngineException e) {
      stop(SyntaxProblem.of(e, file, settings));
    } catch (RuntimeException e) {
      // The parser's own faults: snakeyaml-engine 3.2 throws NumberFormatException for
      // "\\UFFFFFFFF".
      stop(SyntaxProblem.after(Optional.ofNullable(lastEvent).flatMap(Event::getEndMark), file));
    }
    return null;
  }

  private Optional<Node.Mapping> rootMap() {
    return switch (root) {
      case Node.Mapping map -> Optional.of(map);
      case null -> {
        out.add(FileProblems.empty(new Span(file.name(), 1, 1, 1)));
        yield Optional.empty();
      }
      case Node.Broken broken -> Optional.empty();
      case Node.Scalar scalar -> {
        out.add(
            scalar.isNull()
                ? FileProblems.empty(scalar.span())
                : FileProblems.notAMap(scalar.span(), "a single value"));
        yield Optional.empty();
      }
      case Node.Sequence list -> {
        out.add(FileProblems.notAMap(list.span(), "a list"));
        yield Optional.empty();
      }
    };
  }

  private void take(Event event) {
    switch (event.getEventId()) {
      case DocumentStart -> startDocument((DocumentStartEvent) event);
      case Scalar -> add(scalar((ScalarEvent) event));
      case Alias -> alias((AliasEvent) event);
      case SequenceStart, MappingStart -> start((CollectionStartEvent) event);
      case SequenceEnd, MappingEnd -> end(event);
      case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
    }
  }

  private void startDocument(DocumentStartEvent event) {
    documents++;
    if (documents > 1) {
      stop(FileProblems.secondDocument(span(event, event.isExplicit() ? 3 : 1)));
    }
  }

  private Node scalar(ScalarEvent event) {
    Mark start = event.getStartMark().orElseThrow();
    int length = length(start, event.getEndMark().orElseThrow());
    String text = event.getValue();
    if (isOrdinary(event, text)) {
      return new Node.Scalar(
          file.name(), start.getLine() + 1, start.getColumn() + 1, length, shared(text), true);
    }
    Span at = span(event, length);
    if (text.length() > LONGEST_TEXT) {
      stop(FileProblems.tooLarge(at, "a text", LONGEST_TEXT, "characters"));
      return broken(at);
    }
    noteAnchor(event, at);
    boolean isPlain = event.isPlain();
    if (event.getTag().isPresent()) {
      String tag = event.getTag().get();
      isPlain = false;
      if (!tag.equals("tag:yaml.org,2002:str") && !tag.equals("!")) {
        out.add(FileProblems.tag(tag, at));
        return broken(at);
      }
    }
    if (!isWholeText(text, event, at)) {
      return broken(at);
    }
    return new Node.Scalar(file.name(), at.line(), at.column(), at.length(), shared(text), isPlain);
  }

  /** Whether nothing of it needs a look but its text: most of a large spec is so. */
  private boolean isOrdinary(ScalarEvent event, String text) {
    return event.isPlain()
        && !hasWideText
        && event.getTag().isEmpty()
        && event.getAnchor().isEmpty()
        && text.length() <= LONGEST_TEXT;
  }

  /**
   * Reports what escapes smuggle past the check of the bytes, and characters that turn the reading.
   */
  private boolean isWholeText(String text, ScalarEvent event, Span at) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        out.add(
            FileProblems.notText(
                at, places.byteOf(event.getStartMark().orElseThrow()), "a NUL character"));
        return false;
      }
      if (c < WIDE) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        out.add(
            FileProblems.notText(
                at, places.byteOf(event.getStartMark().orElseThrow()), "half of a surrogate pair"));
        return false;
      } else if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069)) {
        if (event.getScalarStyle() != ScalarStyle.DOUBLE_QUOTED || isRaw(c, event)) {
          out.add(FileProblems.hiddenDirection(c, at));
          return true;
        }
      }
    }
    return true;
  }

  /** Whether the character stands raw in the file, where a reader does not see it. */
  private boolean isRaw(char c, ScalarEvent event) {
    int start = places.charOf(event.getStartMark().orElseThrow());
    int end = places.charOf(event.getEndMark().orElseThrow());
    return file.text().indexOf(c, start, end) >= 0;
  }

  private void alias(AliasEvent event) {
    String name = event.getAlias().getValue();
    Span at = span(event, length(event));
    if (aliases == 0) {
      firstAlias = event;
    }
    if (!usedAnchors.contains(name)) {
      usedAnchors.add(name);
    }
    add(broken(at));
    aliases++;
    if (aliases == MOST_ALIASES) {
      isStopped = true;
    }
  }

  private void noteAnchor(NodeEvent event, Span at) {
    if (event.getAnchor().isPresent()) {
      anchors.putIfAbsent(event.getAnchor().get().getValue(), at);
    }
  }

  private void start(CollectionStartEvent event) {
    Span at = span(event, 1);
    noteAnchor(event, at);
    event.getTag().ifPresent(tag -> out.add(FileProblems.tag(tag, at)));
    if (open.size() == DEEPEST) {
      stop(FileProblems.tooDeep(at, DEEPEST));
      return;
    }
    if (isKeyNext()) {
      stop(
          FileProblems.keyNotText(
              at, event.getEventId() == Event.ID.MappingStart ? "a map" : "a list"));
      return;
    }
    open.push(new OpenCollection(event));
  }

  private boolean isKeyNext() {
    OpenCollection inner = open.peek();
    return inner != null && inner.isKeyNext();
  }

  private void end(Event event) {
    OpenCollection ended = open.pop();
    Mark start = ended.start;
    int line = start.getLine() + 1;
    int column = start.getColumn() + 1;
    List<Node> items = ended.nodes;
    int length = 1;
    if (ended.isFlow) {
      length = length(start, event.getEndMark().orElseThrow());
      CutText.join(items, file).ifPresent(out::add);
    } else if (ended.isMap && !items.isEmpty()) {
      length = items.getFirst().length();
    }
    if (ended.isForeign) {
      add(broken(new Span(file.name(), line, column, length)));
    } else if (ended.isMap) {
      Node.Mapping map = new Node.Mapping(file.name(), line, column, length, items);
      if (ended.hasLostEntries) {
        map.markLostEntries();
      }
      add(map);
    } else {
      add(new Node.Sequence(file.name(), line, column, length, items));
    }
  }

  private void add(Node node) {
    nodes++;
    if (nodes > MOST_NODES) {
      stop(FileProblems.tooLarge(node.span(), "the file", MOST_NODES, "values"));
      return;
    }
    OpenCollection inner = open.peek();
    if (inner == null) {
      root = node;
    } else if (inner.isKeyNext()) {
      addKey(inner, node);
    } else {
      inner.add(node);
    }
  }

  private void addKey(OpenCollection map, Node node) {
    if (!(node instanceof Node.Scalar key) || key.isNull()) {
      if (!(node instanceof Node.Broken)) {
        out.add(FileProblems.keyNotText(node.span(), "nothing"));
      }
      map.addLost(node);
      return;
    }
    if (key.isPlain() && key.text().equals("<<")) {
      out.add(FileProblems.mergeKey(key.span()));
      map.addLost(node);
      return;
    }
    Node.Scalar first = map.keyLike(key);
    if (first != null) {
      out.add(FileProblems.duplicateKey(key.text(), key.span(), first.span()));
      map.addLost(node);
      return;
    }
    map.add(key);
  }

  private void stop(Diagnostic reason) {
    out.add(reason);
    isStopped = true;
  }

  /** Keys and values of a spec are few different texts, written often. */
  private String shared(String text) {
    if (text.length() > LONGEST_SHARED_TEXT) {
      return text;
    }
    String known = sharedTexts.get(text);
    if (known == null) {
      if (sharedTexts.size() < MOST_SHARED_TEXTS) {
        sharedTexts.put(text, text);
      }
      return text;
    }
    return known;
  }

  private Span span(Event event, int length) {
    Mark start = event.getStartMark().orElseThrow();
    return new Span(file.name(), start.getLine() + 1, start.getColumn() + 1, length);
  }

  private int length(Event event) {
    return length(event.getStartMark().orElseThrow(), event.getEndMark().orElseThrow());
  }

  /** Returns the code points from start to end, or to the end of the first line. */
  private int length(Mark start, Mark end) {
    if (start.getLine() == end.getLine()) {
      return Math.max(1, end.getIndex() - start.getIndex());
    }
    String line = file.line(start.getLine() + 1).orElse("").stripTrailing();
    return Math.max(1, line.codePointCount(0, line.length()) - start.getColumn());
  }

  private static Node broken(Span at) {
    return new Node.Broken(at.file(), at.line(), at.column(), at.length());
  }
}

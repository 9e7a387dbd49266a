package dev.regauge.spec.source;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * What is written in one file, as far as it can be read: up to the first mistake of YAML everything
 * is there, and lists and maps that are open then end there.
 *
 * <p>It judges nothing; {@link SpecReader} does.
 *
 * @param root absent when the file holds nothing that can be read
 * @param brokenAt where it could not be read on, as an index of the text; -1 = it is whole
 */
public record WrittenTree(Optional<Written> root, int brokenAt) {

  private static final int DEEPEST = TreeReader.DEEPEST;

  /** Reads a text; never fails. */
  public static WrittenTree read(String text) {
    return new Reading(text).read();
  }

  /** Whether nothing of the file had to be left out. */
  public boolean isWhole() {
    return brokenAt < 0;
  }

  private static final class Reading {
    private final String text;
    private final MarkOffsets places;
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable Written root;
    private int last;
    private int brokenAt = -1;

    Reading(String text) {
      this.text = text;
      this.places = new MarkOffsets(text);
    }

    WrittenTree read() {
      LoadSettings settings =
          LoadSettings.builder()
              .setParseComments(false)
              .setCodePointLimit(Integer.MAX_VALUE)
              .build();
      try {
        ParserImpl events =
            new ParserImpl(settings, new StreamReader(settings, new StringReader(text)));
        while (events.hasNext() && brokenAt < 0) {
          take(events.next());
        }
      } catch (MarkedYamlEngineException e) {
        brokenAt = placeOf(e);
      } catch (RuntimeException e) {
        brokenAt = last; // the parser's own faults, as in TreeReader
      }
      while (!open.isEmpty()) {
        close(last);
      }
      return new WrittenTree(Optional.ofNullable(root), brokenAt);
    }

    /**
     * Returns where the mistake is: where a key, a quote or a bracket opens that is never ended,
     * else where the parser stumbles.
     */
    private int placeOf(MarkedYamlEngineException e) {
      String context = e.getContext() == null ? "" : e.getContext();
      boolean isOpened =
          context.startsWith("while scanning") || context.startsWith("while parsing a flow");
      Optional<Mark> at = isOpened ? e.getContextMark().or(e::getProblemMark) : e.getProblemMark();
      return at.map(mark -> new MarkOffsets(text).charOf(mark)).orElse(last);
    }

    private void take(Event event) {
      switch (event.getEventId()) {
        case Scalar -> {
          ScalarEvent scalar = (ScalarEvent) event;
          int start = places.charOf(scalar.getStartMark().orElseThrow());
          int end = places.charOf(scalar.getEndMark().orElseThrow());
          if (scalar.isLiteral() || scalar.isFolded()) {
            end = start + text.substring(start, end).stripTrailing().length();
          }
          add(new Written.Text(scalar.getValue(), !scalar.isPlain(), start, end));
        }
        case Alias -> {
          int start = places.charOf(event.getStartMark().orElseThrow());
          add(new Written.Text("", true, start, places.charOf(event.getEndMark().orElseThrow())));
        }
        case SequenceStart, MappingStart -> {
          if (open.size() == DEEPEST) {
            brokenAt = places.charOf(event.getStartMark().orElseThrow());
            return;
          }
          CollectionStartEvent start = (CollectionStartEvent) event;
          open.push(
              new Open(
                  event.getEventId() == Event.ID.MappingStart,
                  start.isFlow(),
                  places.charOf(event.getStartMark().orElseThrow()),
                  new ArrayList<>()));
        }
        case SequenceEnd, MappingEnd -> {
          boolean isFlow = open.element().isFlow;
          close(isFlow ? places.charOf(event.getEndMark().orElseThrow()) : last);
        }
        case DocumentStart -> {
          if (root != null) {
            brokenAt = places.charOf(event.getStartMark().orElseThrow());
          }
        }
        case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
      }
    }

    private void add(Written piece) {
      last = Math.max(last, piece.end());
      Open inner = open.peek();
      if (inner != null) {
        inner.pieces.add(piece);
      } else if (root == null) {
        root = piece;
      }
    }

    private void close(int end) {
      Open ended = open.pop();
      List<Written> pieces = ended.pieces;
      int behind = Math.max(end, ended.start);
      if (!ended.isMap) {
        add(new Written.Items(pieces, ended.isFlow, ended.start, behind));
        return;
      }
      List<Written.Field> fields = new ArrayList<>();
      for (int i = 0; i < pieces.size(); i += 2) {
        if (pieces.get(i) instanceof Written.Text key) {
          Written value =
              i + 1 < pieces.size()
                  ? pieces.get(i + 1)
                  : new Written.Text("", false, key.end(), key.end());
          fields.add(new Written.Field(key, value));
        }
      }
      add(new Written.Fields(fields, ended.isFlow, ended.start, behind));
    }
  }

  private record Open(boolean isMap, boolean isFlow, int start, List<Written> pieces) {}
}

package dev.regauge.services.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.regauge.spec.diagnostic.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where each value of a JSON file is written, by its pointer such as {@code /fields/0/type}. */
final class JsonPlaces {
  private final String file;
  private final String text;
  private final SortedMap<String, Span> places = new TreeMap<>();

  private JsonPlaces(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Finds the places of a file.
   *
   * @throws NotJson at the first mistake
   */
  static JsonPlaces of(String file, String text) throws NotJson {
    JsonPlaces places = new JsonPlaces(file, text);
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      while (parser.nextToken() != null) {
        places.note(parser);
      }
    } catch (JsonProcessingException e) {
      String why = e.getOriginalMessage().lines().findFirst().orElse("it is no JSON");
      throw new NotJson(places.span(e.getLocation(), 1), why);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can be read", e);
    }
    return places;
  }

  /** Returns the place of a value, else that of the nearest one around it that is written. */
  Span at(String pointer) {
    String known = pointer.equals("/") ? "" : pointer;
    while (!known.isEmpty() && !places.containsKey(known)) {
      known = known.substring(0, known.lastIndexOf('/'));
    }
    return places.getOrDefault(known, new Span(file, 1, 1, 1));
  }

  private void note(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.FIELD_NAME || token.isStructEnd()) {
      return;
    }
    long length = 1;
    if (!token.isStructStart()) {
      parser.finishToken();
      length =
          parser.currentLocation().getCharOffset() - parser.currentTokenLocation().getCharOffset();
    }
    places.put(
        parser.getParsingContext().pathAsPointer().toString(),
        span(parser.currentTokenLocation(), length));
  }

  private Span span(JsonLocation at, long length) {
    int end = Math.clamp(at.getCharOffset(), 0, text.length());
    int start = text.lastIndexOf('\n', end - 1) + 1;
    int until = Math.clamp(end + Math.max(1, length), 0, text.length());
    return new Span(
        file,
        Math.max(1, at.getLineNr()),
        text.codePointCount(start, end) + 1,
        Math.max(1, text.codePointCount(end, until)));
  }

  /** A file that is no JSON. */
  static final class NotJson extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Span at;

    private NotJson(Span at, String why) {
      super(why);
      this.at = at;
    }

    Span at() {
      return at;
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }
}

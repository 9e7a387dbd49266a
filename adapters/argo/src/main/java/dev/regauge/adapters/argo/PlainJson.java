package dev.regauge.adapters.argo;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.regauge.spec.model.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON in an annotation: ASCII, and with every brace inside a string escaped.
 *
 * <p>Argo replaces <code>{{…}}</code> wherever a template's text has it, annotations too; a reader
 * of the JSON gets the author's text back unchanged.
 */
final class PlainJson {
  private static final ObjectWriter WRITER = JsonMapper.builder().build().writer();

  private PlainJson() {}

  /** Returns the JSON of texts, lists, maps, numbers and truth values. */
  static String of(SortedMap<String, ?> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = WRITER.createGenerator(text)) {
      generator.setHighestNonEscapedChar(0x7e);
      generator.setCharacterEscapes(new Braces());
      WRITER.writeValue(generator, members);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Returns a plan's value as plain maps, lists, texts, numbers and truth values. */
  static @Nullable Object plain(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Number(var number) -> number;
      case Value.Bool(boolean flag) -> flag;
      case Value.Nothing() -> null;
      case Value.Sequence(List<Value> items) -> {
        List<@Nullable Object> plain = new ArrayList<>();
        items.forEach(item -> plain.add(plain(item)));
        yield plain;
      }
      case Value.Mapping(SortedMap<String, Value> entries) -> {
        SortedMap<String, @Nullable Object> plain = new TreeMap<>();
        entries.forEach((key, item) -> plain.put(key, plain(item)));
        yield plain;
      }
      case Value.EnvironmentRef(String name) -> Map.of("env", name);
      case Value.ServiceRef(String name) -> Map.of("service", name);
      case Value.SecretRef(String name, String key, String source) ->
          Map.of("secretRef", new TreeMap<>(Map.of("name", name, "key", key, "source", source)));
    };
  }

  private static final class Braces extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes['{'] = ESCAPE_CUSTOM;
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      return new SerializedString("\\u007b");
    }
  }
}

package dev.regauge.spec.imports;

import dev.regauge.spec.source.YamlText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes maps, lists and texts as YAML on one line. */
public final class FlowText {
  private FlowText() {}

  /**
   * A number, true or false in the spelling of the file that it was read from.
   *
   * @param text as it is written
   */
  public record Plain(String text) {}

  /** Returns a map, a list, a text or a {@link Plain} as YAML. */
  public static String of(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> of(entry.getKey()) + ": " + of(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(FlowText::of).collect(Collectors.joining(", ", "[", "]"));
      case String text -> YamlText.ofText(text);
      case Plain plain -> plain.text();
      default -> value.toString();
    };
  }
}

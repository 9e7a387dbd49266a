package dev.regauge.engine.explain;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.AssetSpec.ConditionSpec;
import dev.regauge.spec.model.CheckSpec.TestSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.model.form.Inline;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Flattens a completed product into its single values, in the records' order. */
public final class SpecLeaves {

  /** The components that name an element of a list, the first that there is. */
  private static final List<String> NAMES = List.of("key", "name", "adapter");

  private final List<SpecLeaf> leaves = new ArrayList<>();

  private SpecLeaves() {}

  /** Returns every value. */
  public static List<SpecLeaf> of(ProductSpec product) {
    SpecLeaves collected = new SpecLeaves();
    collected.add("", "", product);
    return List.copyOf(collected.leaves);
  }

  private void add(String path, String address, Object value) {
    switch (value) {
      case Optional<?> maybe -> maybe.ifPresent(present -> add(path, address, present));
      case Value literal -> leaf(path, address, text(literal));
      case RunSpec run -> addParts(path + "." + kind(run), address + "." + kind(run), (Record) run);
      case TestSpec test ->
          addParts(path + "." + kind(test), address + "." + kind(test), (Record) test);
      case ConditionSpec when ->
          addParts(path + "." + kind(when), address + "." + kind(when), (Record) when);
      case Record record -> addParts(path, address, record);
      case List<?> items -> addItems(path, address, items);
      case Map<?, ?> entries ->
          entries.forEach(
              (key, entry) -> add(path + "[" + key + "]", address + "[" + key + "]", entry));
      default -> leaf(path, address, oneLine(value.toString()));
    }
  }

  private void addParts(String path, String address, Record record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      // An inlined part, as a check's test, has no field of its own in the file.
      String field = component.isAnnotationPresent(Inline.class) ? "" : "." + nameOf(component);
      add(below(path, field), below(address, field), valueOf(component, record));
    }
  }

  private void addItems(String path, String address, List<?> items) {
    for (int i = 0; i < items.size(); i++) {
      Object item = items.get(i);
      String position = "[" + i + "]";
      String name = nameOf(item).map(found -> "[" + found + "]").orElse(position);
      add(path + position, address + name, item);
    }
  }

  private void leaf(String path, String address, String text) {
    leaves.add(new SpecLeaf(new SpecPath(path), address, text));
  }

  private static String below(String path, String field) {
    return path.isEmpty() && !field.isEmpty() ? field.substring(1) : path + field;
  }

  private static Optional<String> nameOf(Object item) {
    if (!(item instanceof Record record)) {
      return Optional.empty();
    }
    for (String name : NAMES) {
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        if (component.getName().equals(name)) {
          Object value = valueOf(component, record);
          return value instanceof Optional<?> maybe
              ? maybe.map(Object::toString)
              : Optional.of(value.toString());
        }
      }
    }
    return Optional.empty();
  }

  private static String nameOf(RecordComponent component) {
    JsonProperty written = component.getAccessor().getAnnotation(JsonProperty.class);
    return written == null ? component.getName() : written.value();
  }

  private static Object valueOf(RecordComponent component, Record owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a public record can be read", e);
    }
  }

  /** Returns the key of a kind in the file: {@code not_null} for {@code NotNull}. */
  private static String kind(Object part) {
    return part.getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT);
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Text(var text) -> oneLine(text);
      case Value.Number(var number) -> number.toPlainString();
      case Value.Bool(var flag) -> Boolean.toString(flag);
      case Value.Nothing() -> "null";
      case Value.Sequence(var items) -> listed(items, SpecLeaves::text, "[", "]");
      case Value.Mapping(var entries) ->
          listed(
              entries.entrySet(),
              entry -> entry.getKey() + ": " + text(entry.getValue()),
              "{",
              "}");
      case Value.EnvironmentRef(var name) -> "{env: " + name + "}";
      case Value.ServiceRef(var name) -> "{service: " + name + "}";
      case Value.SecretRef(var name, var key, var source) ->
          "{secretRef: {name: " + name + ", key: " + key + ", source: " + source + "}}";
    };
  }

  private static <T> String listed(
      Iterable<T> items, Function<T, String> print, String open, String close) {
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(print.apply(item)));
    return open + String.join(", ", texts) + close;
  }

  private static String oneLine(String text) {
    return text.replace("\n", "\\n").replace("\r", "\\r");
  }
}

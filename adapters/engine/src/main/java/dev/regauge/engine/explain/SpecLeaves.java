package dev.regauge.engine.explain;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.RecordShape.Field;
import dev.regauge.spec.schema.Shape;
import dev.regauge.spec.schema.SpecShape;
import java.util.ArrayList;
import java.util.List;
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
    collected.addRecord("", "", SpecShape.product(), product);
    return List.copyOf(collected.leaves);
  }

  private void addRecord(String path, String address, RecordShape shape, Object record) {
    for (int i = 0; i < shape.fields().size(); i++) {
      Field field = shape.fields().get(i);
      if (field.isRest()) {
        addRest(path, address, shape.componentOf(record, i));
        continue;
      }
      // An inlined part, as a check's test, has no field of its own in the file.
      String step = field.isInline() ? "" : "." + field.name();
      add(below(path, step), below(address, step), field.shape(), shape.componentOf(record, i));
    }
  }

  private void add(String path, String address, Shape shape, Object value) {
    if (value instanceof Optional<?> maybe) {
      maybe.ifPresent(present -> add(path, address, shape, present));
      return;
    }
    switch (shape) {
      case RecordShape record -> addRecord(path, address, record, value);
      case Shape.ListOf(Shape item, boolean _) -> addItems(path, address, item, (List<?>) value);
      case Shape.MapOf(var _, Shape entry) ->
          ((Map<?, ?>) value)
              .forEach(
                  (key, each) ->
                      add(path + "[" + key + "]", address + "[" + key + "]", entry, each));
      case Shape.KindOf(String _, var kinds) ->
          kinds.forEach(
              (kind, record) -> {
                if (record.describes(value)) {
                  String step = "." + kind;
                  addRecord(below(path, step), below(address, step), record, value);
                }
              });
      case Shape.Any _ -> leaf(path, address, (Value) value);
      case Shape.Text _, Shape.Whole _, Shape.Decimal _, Shape.Flag _ ->
          leaf(path, address, new Value.Text(value.toString()));
    }
  }

  /** Maps whose keys are written as fields: the signals of adapters. */
  private void addRest(String path, String address, Object maps) {
    ((Map<?, ?>) maps)
        .forEach(
            (key, fields) ->
                ((Map<?, ?>) fields)
                    .forEach(
                        (name, text) -> {
                          String step = "." + key + "." + name;
                          leaf(path + step, address + step, new Value.Text(text.toString()));
                        }));
  }

  private void addItems(String path, String address, Shape shape, List<?> items) {
    for (int i = 0; i < items.size(); i++) {
      Object item = items.get(i);
      String position = "[" + i + "]";
      String name = nameOf(shape, item).map(found -> "[" + found + "]").orElse(position);
      add(path + position, address + name, shape, item);
    }
  }

  private void leaf(String path, String address, Value value) {
    Optional<String> variable =
        value instanceof Value.EnvironmentRef(String name) ? Optional.of(name) : Optional.empty();
    leaves.add(new SpecLeaf(new SpecPath(path), address, text(value), variable));
  }

  private static String below(String path, String field) {
    return path.isEmpty() && !field.isEmpty() ? field.substring(1) : path + field;
  }

  /** Returns what names an item of a list in an address. */
  static Optional<String> nameOf(Shape shape, Object item) {
    if (!(shape instanceof RecordShape record)) {
      return Optional.empty();
    }
    // A file of its own is called as its metadata say; a topic's key is a field of its messages.
    int metadata = record.positionOf("metadata");
    if (metadata >= 0 && record.fields().get(metadata).shape() instanceof RecordShape inner) {
      return nameOf(inner, record.componentOf(item, metadata));
    }
    for (String name : NAMES) {
      int position = record.positionOf(name);
      if (position >= 0 && record.fields().get(position).shape() instanceof Shape.Text) {
        Object value = record.componentOf(item, position);
        return value instanceof Optional<?> maybe
            ? maybe.map(Object::toString)
            : Optional.of(value.toString());
      }
    }
    return Optional.empty();
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

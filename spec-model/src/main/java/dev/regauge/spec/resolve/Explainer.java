package dev.regauge.spec.resolve;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.RecordShape.Field;
import dev.regauge.spec.schema.Shape;
import dev.regauge.spec.schema.SpecShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Tells the values of a completed product and where each came from.
 *
 * <p>Places are asked for by path ({@code assets[0].retry.max}) or by name ({@code
 * assets[silver/orders].retry.max}); a place with others inside gives all of them.
 */
public final class Explainer {

  private final ResolvedSpec spec;
  private final List<Explained> found = new ArrayList<>();
  private String wanted = "";

  public Explainer(ResolvedSpec spec) {
    this.spec = spec;
  }

  /** One value: its name address, its text, its origin. */
  public record Explained(String address, SpecPath path, String value, Origin origin) {}

  /**
   * Returns the values at and below a place, in the records' order; empty when there is no such
   * place.
   */
  public List<Explained> explain(String place) {
    found.clear();
    wanted = place;
    record(SpecShape.product(), spec.product(), "", "");
    return List.copyOf(found);
  }

  private void record(RecordShape shape, Object record, String path, String address) {
    for (int i = 0; i < shape.fields().size(); i++) {
      Field field = shape.fields().get(i);
      if (field.isDerived()) {
        continue;
      }
      Object value = shape.componentOf(record, i);
      Object held = value instanceof Optional<?> optional ? optional.orElse(null) : value;
      if (held == null) {
        continue;
      }
      if (field.isInline()) {
        value(field.shape(), held, path, address);
      } else {
        value(field.shape(), held, step(path, field.name()), step(address, field.name()));
      }
    }
  }

  private void value(Shape shape, Object value, String path, String address) {
    switch (shape) {
      case RecordShape record -> record(record, value, path, address);
      case Shape.ListOf(Shape item, boolean isNotEmpty) ->
          list(item, (List<?>) value, path, address);
      case Shape.MapOf(var keyFormat, Shape entry) ->
          ((SortedMap<?, ?>) value)
              .forEach(
                  (key, each) ->
                      value(entry, each, path + "[" + key + "]", address + "[" + key + "]"));
      case Shape.KindOf(String name, var kinds) -> {
        for (Map.Entry<String, RecordShape> kind : kinds.entrySet()) {
          if (kind.getValue().describes(value)) {
            record(kind.getValue(), value, step(path, kind.getKey()), step(address, kind.getKey()));
          }
        }
      }
      case Shape.Any any -> leaf(path, address, words((Value) value));
      case Shape.Text text -> leaf(path, address, value.toString());
      case Shape.Whole whole -> leaf(path, address, value.toString());
      case Shape.Decimal decimal -> leaf(path, address, value.toString());
      case Shape.Flag flag -> leaf(path, address, value.toString());
    }
  }

  private void list(Shape item, List<?> values, String path, String address) {
    if (!(item instanceof RecordShape) && !values.isEmpty()) {
      leaf(path, address, values.stream().map(Explainer::text).toList().toString());
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      Object each = values.get(i);
      value(item, each, path + "[" + i + "]", address + "[" + nameOf(item, each, i) + "]");
    }
  }

  private static String text(Object value) {
    return value instanceof Value free ? words(free) : value.toString();
  }

  /** Returns the key or name of a thing in a list, else its position. */
  private static String nameOf(Shape shape, Object value, int position) {
    if (shape instanceof RecordShape record) {
      for (String field : List.of("key", "name", "asset", "table", "column")) {
        int at = record.positionOf(field);
        if (at >= 0 && record.fields().get(at).shape() instanceof Shape.Text) {
          Object held = record.componentOf(value, at);
          Object name = held instanceof Optional<?> optional ? optional.orElse(null) : held;
          if (name != null) {
            return name.toString();
          }
        }
      }
    }
    return Integer.toString(position);
  }

  private void leaf(String path, String address, String value) {
    if (isWanted(path) || isWanted(address)) {
      SpecPath at = new SpecPath(path);
      found.add(new Explained(address, at, value, spec.origins().of(at)));
    }
  }

  private boolean isWanted(String place) {
    if (!place.startsWith(wanted)) {
      return false;
    }
    return wanted.isEmpty()
        || place.length() == wanted.length()
        || place.charAt(wanted.length()) == '.'
        || place.charAt(wanted.length()) == '[';
  }

  private static String step(String path, String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  private static String words(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Number(var number) -> number.toPlainString();
      case Value.Bool(boolean flag) -> Boolean.toString(flag);
      case Value.Nothing() -> "null";
      case Value.Sequence(var items) -> items.stream().map(Explainer::words).toList().toString();
      case Value.Mapping(var entries) -> {
        List<String> each = new ArrayList<>();
        entries.forEach((key, inner) -> each.add(key + ": " + words(inner)));
        yield "{" + String.join(", ", each) + "}";
      }
      case Value.EnvironmentRef(String name) -> "{env: " + name + "}";
      case Value.ServiceRef(String name) -> "{service: " + name + "}";
      case Value.SecretRef(String name, String key, String source) ->
          "{secretRef: " + name + "/" + key + " of " + source + "}";
    };
  }
}

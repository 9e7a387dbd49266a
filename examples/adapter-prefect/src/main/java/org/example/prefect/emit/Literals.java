package org.example.prefect.emit;

import dev.regauge.spec.model.Value;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The plan's values as Python literals; a reference stands as in plan.json, its value nowhere. */
final class Literals {
  private Literals() {}

  static PyExpr of(SortedMap<String, Value> values) {
    return PyLiteral.of(plain(new Value.Mapping(values)));
  }

  private static @Nullable Object plain(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Number number -> number.number();
      case Value.Bool(boolean claim) -> claim;
      case Value.Nothing _ -> null;
      case Value.Sequence(List<Value> items) -> {
        List<@Nullable Object> plain = new ArrayList<>();
        items.forEach(item -> plain.add(plain(item)));
        yield plain;
      }
      case Value.Mapping(SortedMap<String, Value> entries) -> {
        SortedMap<String, @Nullable Object> plain = new TreeMap<>();
        entries.forEach((name, item) -> plain.put(name, plain(item)));
        yield plain;
      }
      case Value.EnvironmentRef(String name) -> Map.of("env", name);
      case Value.ServiceRef(String name) -> Map.of("service", name);
      case Value.SecretRef(String name, String key, String source) ->
          Map.of(
              "secretRef",
              new TreeMap<String, Object>(Map.of("name", name, "key", key, "source", source)));
    };
  }
}

package dev.regauge.adapters.airflow.emit;

import dev.regauge.spec.model.Value;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The plan's values as Python literals. */
final class Literals {
  private Literals() {}

  static PyExpr of(Value value) {
    return PyLiteral.of(plain(value));
  }

  static PyExpr of(SortedMap<String, Value> values) {
    return PyLiteral.of(plain(new Value.Mapping(values)));
  }

  /** A reference stands as in plan.json: its value is a step's to find. */
  private static @Nullable Object plain(Value value) {
    return switch (value) {
      case Value.Text text -> text.text();
      case Value.Number number -> number.number();
      case Value.Bool bool -> bool.value();
      case Value.Nothing _ -> null;
      case Value.Sequence items -> {
        List<@Nullable Object> plain = new ArrayList<>();
        items.items().forEach(item -> plain.add(plain(item)));
        yield plain;
      }
      case Value.Mapping map -> {
        SortedMap<String, @Nullable Object> plain = new TreeMap<>();
        map.entries().forEach((name, item) -> plain.put(name, plain(item)));
        yield plain;
      }
      case Value.EnvironmentRef ref -> Map.of("env", ref.env());
      case Value.ServiceRef ref -> Map.of("service", ref.service());
      case Value.SecretRef ref -> {
        Map<String, Object> secret = new LinkedHashMap<>();
        secret.put("name", ref.name());
        secret.put("key", ref.key());
        secret.put("source", ref.source());
        yield Map.of("secretRef", secret);
      }
    };
  }
}

package dev.regauge.adapters.dagster.emit;

import dev.regauge.spec.model.Value;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyLiteral;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Dagster's own words as expressions. */
final class Py {
  private Py() {}

  /** {@code dg.AssetKey(["climate_weather", "silver", "days"])}. */
  static PyExpr assetKey(List<String> path) {
    return PyExpr.call("dg.AssetKey", List.of(PyLiteral.of(path)));
  }

  /**
   * A configuration value; a reference stands as what refers, for it is resolved in the step alone.
   */
  static Object valueOf(Value value) {
    return switch (value) {
      case Value.Text text -> text.text();
      case Value.Number number -> number.number();
      case Value.Bool bool -> bool.value();
      case Value.Nothing nothing -> PyExpr.name("None");
      case Value.Sequence sequence -> sequence.items().stream().map(Py::valueOf).toList();
      case Value.Mapping mapping -> valuesOf(mapping.entries());
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

  static SortedMap<String, Object> valuesOf(SortedMap<String, Value> values) {
    SortedMap<String, Object> plain = new TreeMap<>();
    values.forEach((name, value) -> plain.put(name, valueOf(value)));
    return plain;
  }
}

package dev.regauge.adapters.airflow.emit;

import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.PartitionSetPlan;
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

  /** A partition set as it stands in plan.json. */
  static PyExpr of(PartitionSetPlan set) {
    Map<String, Object> members = new LinkedHashMap<>();
    switch (set) {
      case PartitionSetPlan.Daily daily -> {
        members.put("kind", "daily");
        members.put("name", daily.name());
        members.put("start", daily.start());
        daily.end().ifPresent(end -> members.put("end", end));
        members.put("timezone", daily.timezone());
        members.put("offsetSeconds", daily.offsetSeconds());
        members.put("endOffset", daily.endOffset());
        members.put("column", daily.column());
        members.put("columnType", daily.columnType());
        members.put("format", daily.format());
      }
      case PartitionSetPlan.Static values -> {
        members.put("kind", "static");
        members.put("name", values.name());
        members.put("values", values.values());
        members.put("column", values.column());
        members.put("columnType", values.columnType());
      }
      case PartitionSetPlan.Hourly _,
          PartitionSetPlan.Weekly _,
          PartitionSetPlan.Monthly _,
          PartitionSetPlan.Cron _,
          PartitionSetPlan.Dynamic _,
          PartitionSetPlan.Multi _ ->
          throw new IllegalStateException("a set that was refused: " + set.name());
    }
    return PyLiteral.of(members);
  }
}

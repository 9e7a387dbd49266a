package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import java.util.Comparator;
import java.util.List;

/** An order for values of which only the set matters: numbers by size, then texts, then others. */
final class ValueOrder {

  private static final Comparator<Value> ORDER =
      Comparator.comparingInt(ValueOrder::rank)
          .thenComparing(
              (a, b) ->
                  a instanceof Value.Number one && b instanceof Value.Number other
                      ? one.number().compareTo(other.number())
                      : 0)
          .thenComparing(Value::toString);

  private ValueOrder() {}

  /** Returns the values in order, each once. */
  static List<Value> sorted(List<Value> values) {
    return values.stream().sorted(ORDER).distinct().toList();
  }

  private static int rank(Value value) {
    return switch (value) {
      case Value.Number _ -> 0;
      case Value.Text _ -> 1;
      case Value.Bool _ -> 2;
      case Value.Nothing _ -> 3;
      case Value.Sequence _ -> 4;
      case Value.Mapping _ -> 5;
      case Value.EnvironmentRef _ -> 6;
      case Value.ServiceRef _ -> 7;
      case Value.SecretRef _ -> 8;
    };
  }
}

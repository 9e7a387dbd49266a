package dev.regauge.lsp;

import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.Shape;

/** Says in words what may stand in a place. */
final class ShapeWords {

  private ShapeWords() {}

  static String of(Shape shape) {
    return switch (shape) {
      case Shape.Text text ->
          text.choices().isEmpty()
              ? text.format().expectation()
              : String.join(" | ", text.choices());
      case Shape.Whole(long min, long max, boolean _) ->
          min == Integer.MIN_VALUE || min == Long.MIN_VALUE
              ? "an integer"
              : "an integer from " + min + (max >= Integer.MAX_VALUE ? "" : " to " + max);
      case Shape.Decimal(double min, double max) ->
          max == Double.MAX_VALUE ? "a number" : "a number from " + min + " to " + max;
      case Shape.Flag _ -> "true | false";
      case Shape.Any _ -> "any value, or {env: …}, {service: …}, {secretRef: …}";
      case Shape.ListOf(Shape item, boolean _) -> "a list: " + of(item);
      case Shape.MapOf(var _, Shape value) -> "a map of names: " + of(value);
      case Shape.KindOf kinds -> "exactly one of " + String.join(", ", kinds.kinds().keySet());
      case RecordShape record ->
          shortOf(record)
              + "a map ("
              + record.noun()
              + "): "
              + String.join(", ", record.fieldNames());
    };
  }

  private static String shortOf(RecordShape record) {
    return record
        .shortForm()
        .map(form -> of(record.fields().get(record.positionOf(form.field())).shape()) + ", or ")
        .orElse("");
  }
}

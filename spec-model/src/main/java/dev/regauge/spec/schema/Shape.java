package dev.regauge.spec.schema;

import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.SortedMap;

/** What may stand in one place of a spec in normal form. */
public sealed interface Shape
    permits Shape.Text,
        Shape.Whole,
        Shape.Decimal,
        Shape.Flag,
        Shape.Any,
        Shape.ListOf,
        Shape.MapOf,
        Shape.KindOf,
        RecordShape {

  /**
   * A text.
   *
   * @param choices empty = any of the format
   * @param later choices that the spec has and this version refuses
   */
  record Text(TextFormat format, List<String> choices, List<String> later) implements Shape {}

  /** An integer; {@code isLong} tells its Java type. */
  record Whole(long min, long max, boolean isLong) implements Shape {}

  /** A number. */
  record Decimal(double min, double max) implements Shape {}

  /** True or false. */
  record Flag() implements Shape {}

  /** Any value or reference; {@code isVariable}: one that can be an environment variable. */
  record Any(boolean isVariable) implements Shape {}

  /** A list. */
  record ListOf(Shape item, boolean isNotEmpty) implements Shape {}

  /** A map whose keys the author chooses. */
  record MapOf(TextFormat keyFormat, Shape value) implements Shape {}

  /**
   * A map with one key, which says the kind of what is in it.
   *
   * @param name the sealed type's simple name, for example {@code RunSpec}
   */
  record KindOf(String name, SortedMap<String, RecordShape> kinds) implements Shape {}
}

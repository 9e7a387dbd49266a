package dev.regauge.spec.source;

import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.schema.Shape;
import java.util.List;
import java.util.Optional;

/** One place that keeps a product from being made, innermost first found. */
sealed interface Failure {

  /** Returns the place's path in the normal form. */
  String path();

  /** Returns the values around the place, from the product's field inwards. */
  List<Step> way();

  /** A value on the way; {@code isOptional}: what holds it can be without it. */
  record Step(Node node, Shape shape, boolean isOptional) {}

  /** A value that cannot be bound; it is the last step of its way. */
  record Unread(String path, List<Step> way) implements Failure {}

  /** A key that is no field; {@code meant} is one that it may stand for. */
  record Stray(
      String path, List<Step> way, Node.Mapping map, Node.Scalar key, Optional<String> meant)
      implements Failure {}

  /** A required field that is not written. */
  record Missing(String path, List<Step> way, Node.Mapping map, String field, Shape shape)
      implements Failure {}

  /** A key of a map that cannot be one. */
  record BadKey(String path, List<Step> way, Node.Mapping map, Node.Scalar key, TextFormat format)
      implements Failure {}
}

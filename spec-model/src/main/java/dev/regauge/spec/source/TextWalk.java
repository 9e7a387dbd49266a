package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Locator.TextVisitor;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Walks every text that the files of a product say, in whatever field: by the shape, so that no
 * list of fields can be short of one.
 */
final class TextWalk {

  private static final String SERVICE = "service";

  private final TextVisitor visitor;
  private final Trail trail = new Trail();

  TextWalk(TextVisitor visitor) {
    this.visitor = visitor;
  }

  /**
   * Walks a node.
   *
   * @param shape what stands there; null where it is not known, under an unknown field
   */
  void walk(Node node, @Nullable Shape shape) {
    switch (node) {
      case Node.Broken broken -> {}
      case Node.Scalar scalar -> visitor.text(scalar.text(), this::place);
      case Node.Sequence list -> {
        Shape item = shape instanceof Shape.ListOf(Shape of, boolean isNotEmpty) ? of : shape;
        for (int i = 0; i < list.items().size(); i++) {
          trail.enterItem(i);
          walk(list.items().get(i), item);
          trail.leave();
        }
      }
      case Node.Mapping map -> {
        for (int i = 0; i < map.size(); i++) {
          entry(map.key(i).text(), map.value(i), shape, map.size() == 1);
        }
      }
    }
  }

  private void entry(String written, Node value, @Nullable Shape shape, boolean isOnly) {
    String key =
        written.startsWith(SpecBinder.DERIVED)
            ? written.substring(SpecBinder.DERIVED.length())
            : written;
    boolean isReference = shape instanceof Shape.Any && isOnly && ValueBinder.isReference(key);
    switch (shape) {
      case Shape.MapOf map -> trail.enterEntry(key);
      case Shape.Any any when !isReference -> trail.enterEntry(key);
      case null, default -> trail.enterField(key);
    }
    if (isReference && key.equals(SERVICE) && value instanceof Node.Scalar name) {
      visitor.service(name.text(), this::place);
    }
    walk(value, shapeOf(key, shape));
    trail.leave();
  }

  /** What stands under a key. */
  private static @Nullable Shape shapeOf(String key, @Nullable Shape shape) {
    return switch (shape) {
      case Shape.MapOf map -> map.value();
      case Shape.Any any -> any;
      case Shape.KindOf kinds -> kinds.kinds().get(key);
      case RecordShape record -> ofField(key, record);
      case null, default -> null;
    };
  }

  private static @Nullable Shape ofField(String key, RecordShape record) {
    int position = record.positionOf(key);
    if (position < 0) {
      position = record.positionOfDerived(key);
    }
    if (position < 0) {
      position = record.positionOfRest();
    }
    if (position < 0) {
      return null;
    }
    RecordShape.Field field = record.fields().get(position);
    return field.isInline() ? shapeOf(key, field.shape()) : field.shape();
  }

  private SpecPath place() {
    return new SpecPath(trail.path());
  }
}

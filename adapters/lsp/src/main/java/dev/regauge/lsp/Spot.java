package dev.regauge.lsp;

import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.Shape;
import dev.regauge.spec.source.Written;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text of a file together with what the spec takes it for.
 *
 * @param record the record in whose fields it stands
 * @param field the field's name, empty where the record has no such field
 * @param shape what may stand here; for a key what may stand behind it
 * @param frame what is around it, from the inside
 */
record Spot(
    Written.Text text,
    Role role,
    RecordShape record,
    String field,
    Optional<Shape> shape,
    Frame frame) {

  /** What part of the file a text is. */
  enum Role {
    /** A field's name, or a kind's. */
    KEY,
    /** A name that the author chose, as the key of a map. */
    NAME,
    /** A value. */
    VALUE
  }

  /**
   * A map around a text.
   *
   * @param name how it is reached from the next one around: {@code assets}, {@code day}
   * @param shape what the map is, a record or a map of names
   */
  record Frame(@Nullable Frame around, String name, Written.Fields fields, Shape shape) {

    /** Returns the innermost map, this one or around it, that is a record of that name. */
    Optional<Frame> nearest(String record) {
      for (Frame frame = this; frame != null; frame = frame.around()) {
        if (frame.shape instanceof RecordShape shape && shape.name().equals(record)) {
          return Optional.of(frame);
        }
      }
      return Optional.empty();
    }
  }

  /** Returns what the text refers to, if the spec takes it for a name of something else. */
  Optional<RefersTo> refersTo() {
    boolean isInMap = frame.shape() instanceof Shape.MapOf;
    boolean refersByValue = field.equals("multi"); // dimension: set
    boolean isName = role == Role.NAME ? !refersByValue : !isInMap || refersByValue;
    return role == Role.KEY || !isName ? Optional.empty() : RefersTo.of(record.name(), field);
  }

  boolean isAt(int index) {
    return text.start() <= index && index <= text.end();
  }
}

package dev.regauge.spec.model;

import java.util.List;
import java.util.Optional;

/**
 * What an adapter takes in an {@code external} under its id: how its target sees that something was
 * made elsewhere.
 *
 * @param doc one sentence for editors
 * @param fields every field that may stand there
 * @param exactlyOneOf the fields of which exactly one is written; empty when there is no such rule
 */
public record SignalForm(String doc, List<Field> fields, List<String> exactlyOneOf) {

  public SignalForm {
    fields = List.copyOf(fields);
    exactlyOneOf = List.copyOf(exactlyOneOf);
  }

  /** Returns the names of the fields. */
  public List<String> names() {
    return fields.stream().map(Field::name).toList();
  }

  /**
   * A field, which holds one line of text.
   *
   * @param requires the field beside which alone this one means something
   */
  public record Field(
      String name, boolean isRequired, Optional<String> requires, String doc, String example) {

    /** Returns a field that has to be written. */
    public static Field required(String name, String doc, String example) {
      return new Field(name, true, Optional.empty(), doc, example);
    }

    /** Returns a field that may be written. */
    public static Field optional(String name, String doc, String example) {
      return new Field(name, false, Optional.empty(), doc, example);
    }

    /** Returns the field as one that means something beside another alone. */
    public Field beside(String other) {
      return new Field(name, isRequired, Optional.of(other), doc, example);
    }
  }
}

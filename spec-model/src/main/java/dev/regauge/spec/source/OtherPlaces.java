package dev.regauge.spec.source;

import dev.regauge.spec.schema.FieldExamples;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fields that stand in the wrong record: what to write where.
 *
 * <p>The table {@code other-places.txt} has what other tools write elsewhere; for the rest the
 * shapes tell: the field may be one of a record around, or of a record that a field holds.
 */
final class OtherPlaces {

  private static final List<String> LINES = WordTable.lines("other-places.txt").toList();

  private OtherPlaces() {}

  /** Returns what the table says of a word in the record at hand. */
  static Optional<String> usual(Trail trail, String word) {
    RecordShape record = trail.around().isEmpty() ? null : trail.around().getFirst();
    if (record == null) {
      return Optional.empty();
    }
    return LINES.stream()
        .filter(line -> line.startsWith(record.name() + ": "))
        .filter(line -> words(line).contains(" " + word + " "))
        .map(line -> line.substring(line.indexOf(" = ") + 3))
        .findFirst();
  }

  private static String words(String line) {
    return line.substring(line.indexOf(':') + 1, line.indexOf(" = ") + 1);
  }

  /** Returns where the word is a field: around the place, else inside it. */
  static Optional<String> of(Trail trail, String word, Shape.@Nullable KindOf kinds) {
    for (RecordShape around : trail.around()) {
      if (around.fieldNames().contains(word)) {
        String example = FieldExamples.of(around.definitionName(), word).orElse(word);
        return Optional.of(
            "it is a field of the "
                + around.noun()
                + " around it: write it there, further to the left, as in "
                + example);
      }
    }
    if (kinds != null) {
      return inKinds(kinds, word);
    }
    return trail.around().stream().findFirst().flatMap(record -> inside(record, word));
  }

  private static Optional<String> inside(RecordShape record, String word) {
    List<RecordShape.Field> fields = new ArrayList<>(record.fields());
    // A kind that every record has is meant before one that it may have: run before when.
    fields.sort(Comparator.comparing(field -> !(field.isRequired() && isKind(field))));
    for (RecordShape.Field field : fields) {
      Optional<String> form = written(field.shape(), word);
      if (form.isPresent() && !field.isInline() && !field.isDerived()) {
        return Optional.of(
            "it stands inside '" + field.name() + "': " + field.name() + ": " + form.get());
      }
    }
    return Optional.empty();
  }

  private static boolean isKind(RecordShape.Field field) {
    return field.shape() instanceof Shape.KindOf;
  }

  private static Optional<String> inKinds(Shape.KindOf kinds, String word) {
    return written(kinds, word).map(form -> "it stands inside its kind: " + form);
  }

  /** Returns a value of the shape that holds the field, such as {@code [{write: merge}]}. */
  private static Optional<String> written(Shape shape, String word) {
    return switch (shape) {
      case RecordShape record ->
          record.fieldNames().contains(word)
              ? Optional.of(
                  "{" + FieldExamples.of(record.definitionName(), word).orElse(word + ": …") + "}")
              : Optional.empty();
      case Shape.ListOf list -> written(list.item(), word).map(form -> "[" + form + "]");
      case Shape.MapOf map -> written(map.value(), word).map(form -> "{name: " + form + "}");
      case Shape.KindOf kinds -> kind(kinds, word);
      case Shape.Text _, Shape.Whole _, Shape.Decimal _, Shape.Flag _, Shape.Any _ ->
          Optional.empty();
    };
  }

  private static Optional<String> kind(Shape.KindOf kinds, String word) {
    RecordShape own = kinds.kinds().get(word);
    if (own != null) {
      return Optional.of("{" + FieldExamples.of(kinds.name(), word).orElse(word + ": …") + "}");
    }
    return kinds.kinds().entrySet().stream()
        .flatMap(
            each ->
                written(each.getValue(), word)
                    .map(form -> "{" + each.getKey() + ": " + form + "}")
                    .stream())
        .findFirst();
  }
}

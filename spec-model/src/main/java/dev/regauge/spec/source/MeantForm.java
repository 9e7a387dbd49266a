package dev.regauge.spec.source;

import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.schema.FieldExamples;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.Shape;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * What a value of the wrong type probably meant, as a help: a list without its dashes, a key in its
 * parts, a kind by its name alone. Empty where it tells nothing.
 */
final class MeantForm {

  /** The fields by which the items of lists are called; the one that is meant must be written. */
  private static final Set<String> NAMES = Set.of("key", "name");

  private MeantForm() {}

  /** A map where a list of maps is needed: one item without its dash, or items by their names. */
  static String list(Node node, Shape.ListOf shape) {
    if (!(node instanceof Node.Mapping map)
        || map.size() == 0
        || !(shape.item() instanceof RecordShape item)) {
      return "";
    }
    String first = ScalarBinder.shown(map.key(0).text());
    Optional<String> named =
        item.fields().stream()
            .filter(field -> field.isRequired() && NAMES.contains(field.name()))
            .map(RecordShape.Field::name)
            .findFirst();
    // A word such as id may be a field of the item, and the name of one.
    boolean isItem = named.isEmpty() || map.positionOf(named.get()) >= 0;
    if (item.fieldNames().contains(first) && isItem) {
      return "begin each item with a dash: '- " + first + ": …'";
    }
    return named
        .map(
            name ->
                "write each as an item of its own: '- "
                    + name
                    + ": "
                    + first
                    + "', and its other fields under '"
                    + name
                    + "'")
        .orElse("");
  }

  /** A list of names where the key of an asset is needed, which has them in one text. */
  static String text(Node node, Shape.Text shape) {
    if (shape.format() != TextFormat.ASSET_KEY
        || !(node instanceof Node.Sequence list)
        || !list.items().stream().allMatch(Node.Scalar.class::isInstance)) {
      return "";
    }
    String key =
        String.join("/", list.items().stream().map(part -> ((Node.Scalar) part).text()).toList());
    return TextFormat.ASSET_KEY.matches(key)
        ? "write the names as one text, joined by '/': " + key
        : "";
  }

  /** A kind by its name alone where a record is needed that has what the kind needs. */
  static String record(Node node, RecordShape shape) {
    if (!(node instanceof Node.Scalar text)) {
      return "";
    }
    return shape.fields().stream()
        .filter(RecordShape.Field::isInline)
        .map(RecordShape.Field::shape)
        .filter(Shape.KindOf.class::isInstance)
        .flatMap(kinds -> kind((Shape.KindOf) kinds, shape, text).stream())
        .findFirst()
        .orElse("");
  }

  private static Optional<String> kind(Shape.KindOf kinds, RecordShape owner, Node.Scalar text) {
    return Optional.of(text.text())
        .filter(kinds.kinds()::containsKey)
        .flatMap(
            kind ->
                FieldExamples.of(kinds.name(), kind)
                    .or(() -> FieldExamples.of(owner.definitionName(), kind)))
        .map(example -> "write what it needs too, as in {" + example + "}");
  }

  /** Returns the field that a help tells to write, if it is one of the record. */
  static Optional<String> fieldOf(Optional<String> help, Collection<String> known) {
    return help.flatMap(text -> known.stream().filter(field -> isToldBy(text, field)).findFirst());
  }

  private static boolean isToldBy(String help, String field) {
    return help.startsWith("write " + field + ": ")
        || help.startsWith("it stands inside '" + field + "': ");
  }
}

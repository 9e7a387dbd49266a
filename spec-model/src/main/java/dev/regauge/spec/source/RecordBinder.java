package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.RecordShape.Field;
import dev.regauge.spec.schema.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Binds one map to one record: each field that is written, then what is missing. */
final class RecordBinder {

  /** Letters of a name's beginning that tell which one is meant. */
  private static final int SHORTEST = 3;

  private final SpecBinder binder;
  private final Node.Mapping map;
  private final RecordShape shape;
  private final @Nullable Object[] components;
  private final boolean[] isWritten;
  private final List<Integer> inlineKinds = new ArrayList<>();

  /** What stands under the keys that no field is called. */
  private final SortedMap<String, Object> rest = new TreeMap<>();

  /** Fields that misspelt keys probably meant: they are not missing as well. */
  private final SortedSet<String> meant = new TreeSet<>();

  /** The unknown key behind the field that was bound last. */
  private Optional<NextKey> behind = Optional.empty();

  /** Whether a key is refused as the record's kind: that it has none is the same mistake. */
  private boolean isKindRefused;

  /** Whether a refused field may stand for what is missing: one mistake is one finding. */
  private boolean isExcused;

  private boolean isWhole = true;

  RecordBinder(SpecBinder binder, Node.Mapping map, RecordShape shape) {
    this.binder = binder;
    this.map = map;
    this.shape = shape;
    this.components = new @Nullable Object[shape.fields().size()];
    this.isWritten = new boolean[components.length];
    this.isExcused = map.hasLostEntries();
  }

  /** Returns the record, or null when something is wrong with it, which is then reported. */
  @Nullable Object bind() {
    for (int i = 0; i < map.size(); i++) {
      int position = positionOf(map.key(i).text());
      if (position < 0 && isRest(i)) {
        bindRest(i);
      } else if (position < 0) {
        refuse(i);
      } else {
        bindField(i, position);
      }
    }
    for (int position = 0; position < components.length; position++) {
      complete(position);
    }
    isWhole &= isExactlyOne();
    isWhole &= isAnything();
    isWhole &= isComplete();
    return isWhole ? shape.make(components) : null;
  }

  private int positionOf(String key) {
    return key.startsWith(SpecBinder.DERIVED)
        ? shape.positionOfDerived(key.substring(SpecBinder.DERIVED.length()))
        : shape.positionOf(key);
  }

  /** Whether the entry is for the map of all other keys; a mistyped field without a map is not. */
  private boolean isRest(int entry) {
    if (shape.positionOfRest() < 0) {
      return false;
    }
    String key = map.key(entry).text();
    return map.value(entry) instanceof Node.Mapping
        || (NearestName.to(key, shape.fieldNames()).isEmpty()
            && OtherPlaces.usual(binder.trail, key).isEmpty());
  }

  private void bindRest(int entry) {
    if (SpecBinder.isNull(map.value(entry))) {
      return;
    }
    Field field = shape.fields().get(shape.positionOfRest());
    binder.trail.enterField(map.key(entry).text());
    Object bound = binder.value(map.value(entry), ((Shape.MapOf) field.shape()).value());
    binder.trail.leave();
    if (bound == null) {
      isWhole = false;
    } else {
      rest.put(map.key(entry).text(), bound);
    }
  }

  private void refuse(int entry) {
    Node.Scalar key = map.key(entry);
    isWhole = false;
    SortedSet<String> laterFields = binder.later.of(shape.name());
    Optional<String> other = Optional.empty();
    if (laterFields.contains(key.text())) {
      binder.notSupportedYet(key);
      isExcused = true;
    } else {
      other = holder(entry);
      Optional<String> outer =
          other.isPresent()
              ? Optional.of("'" + other.get() + "'").filter(_ -> positionOf(key(entry - 1)) >= 0)
              : behind.flatMap(next -> next.owner(key));
      if (outer.isPresent()) {
        String help = "indent it, so that it stands inside " + outer.get();
        binder.out.add(
            FieldProblems.unknownField(
                binder.trail.at(key),
                ScalarBinder.shown(key.text()),
                Optional.of(help),
                List.of()));
      } else if (other.isEmpty()) {
        other = unknown(key, laterFields);
      }
      other.ifPresent(meant::add);
      excuseOnlyField();
    }
    if (binder.failures != null) {
      binder.failures.stray(binder.trail, map, key, other);
    }
  }

  private String key(int entry) {
    return map.key(entry).text();
  }

  /** Returns the field before the entry that holds nothing, and could hold this unknown key. */
  private Optional<String> holder(int entry) {
    int before = entry - 1;
    while (before >= 0 && positionOf(key(before)) < 0) {
      before--;
    }
    if (before < 0 || !SpecBinder.isNull(map.value(before))) {
      return Optional.empty();
    }
    Field field = shape.fields().get(positionOf(key(before)));
    boolean isInside =
        switch (field.shape()) {
          case Shape.KindOf kinds -> kinds.kinds().containsKey(key(entry));
          case RecordShape record -> record.fieldNames().contains(key(entry));
          case Shape.Text _,
              Shape.Whole _,
              Shape.Decimal _,
              Shape.Flag _,
              Shape.Any _,
              Shape.ListOf _,
              Shape.MapOf _ ->
              false;
        };
    return isInside ? Optional.of(field.name()) : Optional.empty();
  }

  /** Says that a key is no field, or no kind where nothing else in the record is one. */
  private Optional<String> unknown(Node.Scalar key, SortedSet<String> laterFields) {
    SpecBinder.Unknown unknown = binder.unknown(key, shape.fieldNames(), laterFields, null);
    FieldProblems.Place place = binder.trail.at(key);
    String shown = ScalarBinder.shown(key.text());
    List<String> kinds = isKindRefused || unknown.help().isPresent() ? List.of() : missingKinds();
    if (kinds.isEmpty()) {
      binder.out.add(FieldProblems.unknownField(place, shown, unknown.help(), shape.fieldNames()));
      return unknown.meant();
    }
    isKindRefused = true;
    Optional<String> begun =
        kinds.stream()
            .filter(kind -> key.text().length() >= SHORTEST && kind.startsWith(key.text()))
            .findFirst();
    Optional<String> help = begun.map(kind -> "did you mean '" + kind + "'?");
    binder.out.add(FieldProblems.unknownKind(place, "", shown, help, kinds));
    return begun;
  }

  /** Returns the kinds of which the record needs one and has none. */
  private List<String> missingKinds() {
    List<String> kinds = new ArrayList<>(shape.exactlyOneOf());
    for (Field field : shape.fields()) {
      if (field.isInline() && field.shape() instanceof Shape.KindOf(var _, var byName)) {
        kinds.addAll(byName.keySet());
      }
    }
    return kinds.stream().anyMatch(kind -> map.get(kind) != null) ? List.of() : kinds;
  }

  /** Where a record needs one field and one key is written, which is none, that is one mistake. */
  private void excuseOnlyField() {
    List<Field> needed = shape.fields().stream().filter(Field::isRequired).toList();
    if (map.size() == 1 && needed.size() == 1) {
      meant.add(needed.getFirst().name());
    }
  }

  private void bindField(int entry, int position) {
    Field field = shape.fields().get(position);
    isWritten[position] = true;
    if (field.isInline()) {
      inlineKinds.add(entry);
      return;
    }
    Node value = map.value(entry);
    if (SpecBinder.isNull(value) && !field.isRequired()) {
      return;
    }
    int next = entry + 1;
    boolean isUnknownNext = next < map.size() && positionOf(key(next)) < 0 && !isRest(next);
    Optional<NextKey> around = binder.next;
    behind = isUnknownNext ? Optional.of(new NextKey(map.key(next), value)) : Optional.empty();
    binder.next = behind.or(() -> around);
    binder.trail.enterField(field.name());
    Object bound =
        isUnknownNext && holder(next).isPresent()
            ? binder.unread(value, field.shape(), !field.isRequired())
            : binder.value(value, field.shape(), !field.isRequired());
    binder.trail.leave();
    binder.next = around;
    if (bound == null) {
      isWhole = false;
    } else {
      components[position] = field.isWrapped() ? Optional.of(bound) : bound;
    }
  }

  private void complete(int position) {
    Field field = shape.fields().get(position);
    if (field.isInline() && field.shape() instanceof Shape.KindOf kinds) {
      components[position] = inlineKind(kinds);
    } else if (field.isRest()) {
      components[position] = Collections.unmodifiableSortedMap(rest);
    } else if (components[position] == null && !field.isRequired()) {
      components[position] = shape.absentOf(position);
    } else if (components[position] == null && !isWritten[position]) {
      boolean isBehind =
          binder.next.filter(next -> next.isMissingIn(map, field.name(), binder.trail)).isPresent();
      if (!isExcused && !isBehind && !meant.contains(field.name())) {
        binder.out.add(FieldProblems.missingField(binder.trail.at(map), field.name()));
      }
      if (binder.failures != null) {
        binder.failures.missing(binder.trail, map, field.name(), field.shape());
      }
    }
    isWhole &= components[position] != null;
  }

  private @Nullable Object inlineKind(Shape.KindOf kinds) {
    if (inlineKinds.size() == 1) {
      return binder.kindAt(map, inlineKinds.getFirst(), kinds);
    }
    List<String> names = List.copyOf(kinds.kinds().keySet());
    if (!isExcused && !isKindRefused && !isMeant(names)) {
      binder.notExactlyOne(map, map, inlineKinds, names);
    }
    return null;
  }

  private boolean isExactlyOne() {
    List<String> choices = shape.exactlyOneOf();
    if (choices.isEmpty() || isExcused || isKindRefused || isMeant(choices)) {
      return true;
    }
    List<Integer> written = new ArrayList<>();
    for (int i = 0; i < map.size(); i++) {
      if (choices.contains(map.key(i).text()) && !SpecBinder.isNull(map.value(i))) {
        written.add(i);
      }
    }
    boolean isToldBeside = written.isEmpty() && isCompanionWritten(choices);
    if (written.size() != 1 && !isToldBeside) {
      binder.notExactlyOne(map, map, written, choices);
    }
    return written.size() == 1;
  }

  private boolean isAnything() {
    List<String> choices = shape.atLeastOneOf();
    if (choices.isEmpty() || isExcused || isMeant(choices)) {
      return true;
    }
    for (int i = 0; i < map.size(); i++) {
      String key = map.key(i).text();
      boolean isRest = shape.positionOfRest() >= 0 && positionOf(key) < 0;
      if ((choices.contains(key) || isRest) && !SpecBinder.isNull(map.value(i))) {
        return true;
      }
    }
    binder.out.add(
        FieldProblems.noneOf(binder.trail.at(map), choices, shape.positionOfRest() >= 0));
    if (binder.failures != null) {
      // With one of them stood in for, the rest of the record is read and judged.
      String first = choices.getFirst();
      Shape missing = shape.fields().get(shape.positionOf(first)).shape();
      binder.failures.missing(binder.trail, map, first, missing);
    }
    return false;
  }

  /** Whether a field is written that means something only beside one of those. */
  private boolean isCompanionWritten(List<String> others) {
    return shape.fields().stream()
        .filter(field -> field.requires().filter(others::contains).isPresent())
        .anyMatch(
            field -> map.get(field.name()) instanceof Node known && !SpecBinder.isNull(known));
  }

  /** Whether each field that means something only beside another has that one beside it. */
  private boolean isComplete() {
    boolean isSound = true;
    for (int i = 0; shape.hasCompanions() && i < map.size(); i++) {
      int position = positionOf(map.key(i).text());
      if (position < 0 || SpecBinder.isNull(map.value(i))) {
        continue;
      }
      String other = shape.fields().get(position).requires().orElse("");
      Node there = other.isEmpty() ? null : map.get(other);
      boolean isAlone = !other.isEmpty() && (there == null || SpecBinder.isNull(there));
      if (isAlone && !isExcused && !meant.contains(other)) {
        binder.out.add(FieldProblems.alone(binder.trail.at(map.key(i)), map.key(i).text(), other));
        if (binder.failures != null) {
          binder.failures.stray(binder.trail, map, map.key(i), Optional.empty());
        }
        isSound = false;
      }
    }
    return isSound;
  }

  private boolean isMeant(List<String> names) {
    return names.stream().anyMatch(meant::contains);
  }
}

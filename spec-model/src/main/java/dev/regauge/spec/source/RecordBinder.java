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
        refuse(map.key(i));
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
    return map.value(entry) instanceof Node.Mapping
        || NearestName.to(map.key(entry).text(), shape.fieldNames()).isEmpty();
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

  private void refuse(Node.Scalar key) {
    isWhole = false;
    SortedSet<String> laterFields = binder.later.of(shape.name());
    Optional<String> other = Optional.empty();
    if (laterFields.contains(key.text())) {
      binder.notSupportedYet(key);
      isExcused = true;
    } else {
      other = binder.unknownField(key, shape.fieldNames(), laterFields, null);
      other.ifPresent(meant::add);
    }
    if (binder.failures != null) {
      binder.failures.stray(binder.trail, map, key, other);
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
    binder.trail.enterField(field.name());
    Object bound = binder.value(value, field.shape(), !field.isRequired());
    binder.trail.leave();
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
      if (!isExcused && !meant.contains(field.name())) {
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
    if (!isExcused && !isMeant(names)) {
      binder.notExactlyOne(map, map, inlineKinds, names);
    }
    return null;
  }

  private boolean isExactlyOne() {
    List<String> choices = shape.exactlyOneOf();
    if (choices.isEmpty() || isExcused || isMeant(choices)) {
      return true;
    }
    List<Integer> written = new ArrayList<>();
    for (int i = 0; i < map.size(); i++) {
      if (choices.contains(map.key(i).text()) && !SpecBinder.isNull(map.value(i))) {
        written.add(i);
      }
    }
    if (written.size() != 1) {
      binder.notExactlyOne(map, map, written, choices);
      return false;
    }
    return true;
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
    return false;
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

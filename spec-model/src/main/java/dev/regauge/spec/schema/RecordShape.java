package dev.regauge.spec.schema;

import dev.regauge.spec.model.form.ShortForm;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map with the fields of a record. */
public final class RecordShape implements Shape {

  private final String name;
  private final String noun;
  private final Map<String, Integer> positions = new LinkedHashMap<>();
  private final List<String> exactlyOneOf;
  private final List<String> atLeastOneOf;
  private final Set<String> writable = new LinkedHashSet<>();
  private final Optional<ShortForm> shortForm;
  private final Constructor<? extends Record> constructor;
  private List<Field> fields = List.of();
  private int rest = -1;
  private boolean hasCompanions;
  private @Nullable Object[] absent = {};

  RecordShape(
      String name,
      String noun,
      List<String> exactlyOneOf,
      List<String> atLeastOneOf,
      Optional<ShortForm> shortForm,
      Constructor<? extends Record> constructor) {
    this.name = name;
    this.noun = noun;
    this.exactlyOneOf = List.copyOf(exactlyOneOf);
    this.atLeastOneOf = List.copyOf(atLeastOneOf);
    this.shortForm = shortForm;
    this.constructor = constructor;
  }

  /** Gives the shape its fields, once; they come later since a record may hold its own kind. */
  void complete(List<Field> all, Map<String, Integer> byKey, List<String> movedFields) {
    fields = List.copyOf(all);
    positions.putAll(byKey);
    writable.addAll(byKey.keySet());
    writable.addAll(movedFields);
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).isRest()) {
        rest = i;
      }
      hasCompanions |= fields.get(i).requires().isPresent();
    }
    absent = new @Nullable Object[fields.size()];
  }

  /** Returns the record's simple name, for example {@code AssetSpec}. */
  public String name() {
    return name;
  }

  /** Returns a name that no other record has: a nested one's begins with its owner's. */
  public String definitionName() {
    Class<?> owner = constructor.getDeclaringClass().getEnclosingClass();
    return name.endsWith("Spec") || owner == null ? name : owner.getSimpleName() + name;
  }

  /** Returns what messages call it, for example {@code partition set}. */
  public String noun() {
    return noun;
  }

  /** Returns the fields in the record's order. */
  public List<Field> fields() {
    return fields;
  }

  /** Returns the fields of which exactly one is written; empty when there is no such rule. */
  public List<String> exactlyOneOf() {
    return exactlyOneOf;
  }

  /** Returns the fields of which one or more are written; empty when there is no such rule. */
  public List<String> atLeastOneOf() {
    return atLeastOneOf;
  }

  /** Returns what may stand in the record's place. */
  public Optional<ShortForm> shortForm() {
    return shortForm;
  }

  /** Returns a field's position, or -1; a kind's key leads to its inline field. */
  public int positionOf(String key) {
    Integer position = positions.get(key);
    return position == null ? -1 : position;
  }

  /** Returns the position of the map that takes the keys that no field is called, or -1. */
  public int positionOfRest() {
    return rest;
  }

  /** Whether a field means something only beside another. */
  public boolean hasCompanions() {
    return hasCompanions;
  }

  /** Returns what the record holds when the file does not say the field at that position. */
  public Object absentOf(int position) {
    Object known = absent[position];
    if (known == null) {
      known = fields.get(position).absent();
      absent[position] = known;
    }
    return known;
  }

  /** Returns the position of a field that only the expansion of a short form fills, or -1. */
  public int positionOfDerived(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).isDerived() && fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the keys that a file may write, kinds and what the normal form moves among them. */
  public Set<String> fieldNames() {
    return Collections.unmodifiableSet(writable);
  }

  /** Whether a file may leave the record out, because it needs nothing of it. */
  public boolean isOptional() {
    return exactlyOneOf.isEmpty()
        && atLeastOneOf.isEmpty()
        && fields.stream().noneMatch(Field::isRequired);
  }

  /** Whether the record is one of this shape. */
  public boolean describes(Object record) {
    return constructor.getDeclaringClass() == record.getClass();
  }

  /** Returns what a record of this shape holds in the field at that position. */
  public Object componentOf(Object record, int position) {
    try {
      return constructor
          .getDeclaringClass()
          .getRecordComponents()[position]
          .getAccessor()
          .invoke(record);
    } catch (InvocationTargetException | IllegalAccessException e) {
      throw new IllegalStateException("the record " + name + " cannot be read", e);
    }
  }

  /** Makes the record of its components, one for each field. */
  public Record make(@Nullable Object[] components) {
    try {
      return constructor.newInstance(components);
    } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException("the record " + name + " cannot be made", e);
    }
  }

  /** Makes the record of nothing but absent fields. */
  public Record makeEmpty() {
    return make(fields.stream().map(Field::absent).toArray());
  }

  /**
   * A field.
   *
   * @param isWrapped whether the record holds it in an {@code Optional}
   * @param isInline whether its kinds' keys, or its map's, stand among the record's own fields
   * @param isDerived whether only the expansion of a short form fills it
   * @param requires the field beside which alone this one means something
   */
  public record Field(
      String name,
      Shape shape,
      boolean isWrapped,
      boolean isRequired,
      boolean isInline,
      boolean isDerived,
      Optional<String> requires) {

    /** Whether it is the map of all keys that no field is called. */
    public boolean isRest() {
      return isInline && shape instanceof MapOf;
    }

    private Object absent() {
      if (isWrapped) {
        return Optional.empty();
      }
      return switch (shape) {
        case ListOf(Shape item, boolean isNotEmpty) -> List.of();
        case MapOf(var keyFormat, Shape value) -> Collections.emptySortedMap();
        case RecordShape record -> record.makeEmpty();
        case Text text -> throw new IllegalStateException(name + " has no absent value");
        case Whole whole -> throw new IllegalStateException(name + " has no absent value");
        case Decimal decimal -> throw new IllegalStateException(name + " has no absent value");
        case Flag flag -> throw new IllegalStateException(name + " has no absent value");
        case Any any -> throw new IllegalStateException(name + " has no absent value");
        case KindOf kinds -> throw new IllegalStateException(name + " has no absent value");
      };
    }
  }
}

package dev.regauge.spec.plan;

import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.TextFormat;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The leaves of a product's records: all that there are, and a product for each changed one. */
final class SpecLeaves {

  private final List<Change> changes = new ArrayList<>();

  /** A product with one leaf changed; the leaf is named by its record, {@code JobSpec.overlap}. */
  record Change(String leaf, ProductSpec product) {}

  /** Returns a change for each leaf that the product has somewhere. */
  static List<Change> changes(ProductSpec product) {
    SpecLeaves walk = new SpecLeaves();
    walk.record(product, changed -> (ProductSpec) changed);
    return walk.changes;
  }

  /** Returns the fields of all records that a product may have, those of parts aside. */
  static SortedSet<String> all() {
    SortedSet<String> leaves = new TreeSet<>();
    collect(ProductSpec.class, new TreeSet<>(), leaves);
    return leaves;
  }

  private static void collect(Class<?> type, SortedSet<String> seen, SortedSet<String> leaves) {
    if (type.isSealed() && type != Value.class) {
      for (Class<?> kind : type.getPermittedSubclasses()) {
        collect(kind, seen, leaves);
      }
    }
    if (!type.isRecord() || !seen.add(type.getName())) {
      return;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      Class<?> inner = innermost(component.getGenericType());
      boolean isPart = inner.isRecord() || (inner.isSealed() && inner != Value.class);
      if (isPart) {
        collect(inner, seen, leaves);
      } else {
        leaves.add(nameOf(type) + "." + component.getName());
      }
    }
  }

  private static Class<?> innermost(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return innermost(arguments[arguments.length - 1]);
    }
    return (Class<?>) type;
  }

  private void record(Record record, Function<Object, ProductSpec> within) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      int position = i;
      value(
          get(record, components[i]),
          nameOf(record.getClass()) + "." + components[i].getName(),
          components[i],
          changed -> within.apply(with(record, components, position, changed)));
    }
  }

  private void value(
      Object value, String leaf, RecordComponent place, Function<Object, ProductSpec> within) {
    switch (value) {
      case Value spec -> add(leaf, within.apply(new Value.Text(spec + " changed")));
      case Record record -> record(record, within);
      case Optional<?> optional ->
          optional.ifPresent(
              held -> value(held, leaf, place, changed -> within.apply(Optional.of(changed))));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          int position = i;
          value(
              list.get(i),
              leaf,
              place,
              changed -> {
                List<Object> other = new ArrayList<>(list);
                other.set(position, changed);
                return within.apply(List.copyOf(other));
              });
        }
      }
      case Map<?, ?> map ->
          map.forEach(
              (key, held) ->
                  value(
                      held,
                      leaf,
                      place,
                      changed -> {
                        SortedMap<String, Object> other = new TreeMap<>();
                        map.forEach((name, kept) -> other.put((String) name, kept));
                        other.put((String) key, changed);
                        return within.apply(other);
                      }));
      case String text -> add(leaf, within.apply(other(text, place)));
      case Boolean claim -> add(leaf, within.apply(!claim));
      case Integer number -> add(leaf, within.apply(number + 1));
      case Long number -> add(leaf, within.apply(number + 1));
      case Double number -> add(leaf, within.apply(number / 2 + 0.25));
      default -> throw new IllegalStateException(leaf + " has no walk: " + value.getClass());
    }
  }

  private void add(String leaf, ProductSpec product) {
    changes.add(new Change(leaf, product));
  }

  /** Another text that the field may have. */
  private static String other(String text, RecordComponent place) {
    Choice choice = place.getAnnotation(Choice.class);
    if (choice != null) {
      return Arrays.stream(choice.value())
          .filter(word -> !word.equals(text))
          .findFirst()
          .orElse(text + "x");
    }
    Format format = place.getAnnotation(Format.class);
    if (format != null && format.value() == TextFormat.DURATION) {
      return text.equals("PT7M") ? "PT8M" : "PT7M";
    }
    return text + "x";
  }

  private static String nameOf(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
  }

  private static Object get(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object with(
      Record record, RecordComponent[] components, int position, Object changed) {
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = i == position ? changed : get(record, components[i]);
    }
    try {
      return record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}

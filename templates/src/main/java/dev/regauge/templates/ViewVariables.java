package dev.regauge.templates;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A view's components by name, as an engine wants them.
 *
 * <p>A null anywhere in the view is refused, because Pebble prints nothing for it even when it is
 * strict.
 */
public final class ViewVariables {
  /**
   * The accessors of a record class; looking them up again for each of many views costs half of a
   * rendering.
   */
  private static final ClassValue<List<Method>> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          return Stream.of(type.getRecordComponents()).map(RecordComponent::getAccessor).toList();
        }
      };

  private ViewVariables() {}

  /** Returns the components of {@code view} by name. */
  public static SortedMap<String, Object> of(Template<?> template, Record view) {
    SortedMap<String, Object> variables = new TreeMap<>();
    for (Method accessor : ACCESSORS.get(view.getClass())) {
      Object value = valueOf(template, accessor, view);
      refuseNull(template, accessor, value);
      variables.put(accessor.getName(), value);
    }
    return Collections.unmodifiableSortedMap(variables);
  }

  private static Object valueOf(Template<?> template, Method accessor, Record owner) {
    try {
      return accessor.invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new TemplateFault(template.resource(), e);
    }
  }

  private static void refuseNull(Template<?> template, Method from, @Nullable Object value) {
    switch (value) {
      case null -> throw new TemplateFault(template.resource(), named(from) + " is null");
      case Record part -> {
        for (Method accessor : ACCESSORS.get(part.getClass())) {
          refuseNull(template, accessor, valueOf(template, accessor, part));
        }
      }
      case List<?> items -> {
        for (Object item : items) {
          refuseNull(template, from, item);
        }
      }
      case Map<?, ?> map ->
          throw new TemplateFault(
              template.resource(), named(from) + " is a map, use records: " + map.keySet());
      default -> {}
    }
  }

  private static String named(Method accessor) {
    return accessor.getDeclaringClass().getSimpleName() + "." + accessor.getName();
  }
}

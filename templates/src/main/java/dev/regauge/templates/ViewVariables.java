package dev.regauge.templates;

import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A view's components by name, as an engine wants them.
 *
 * <p>A null anywhere in the view is refused, because Pebble prints nothing for it even when it is
 * strict.
 */
public final class ViewVariables {
  private ViewVariables() {}

  /** Returns the components of {@code view} by name. */
  public static SortedMap<String, Object> of(Template<?> template, Record view) {
    SortedMap<String, Object> variables = new TreeMap<>();
    for (RecordComponent component : view.getClass().getRecordComponents()) {
      Object value = valueOf(template, component, view);
      refuseNull(template, view.getClass().getSimpleName() + "." + component.getName(), value);
      variables.put(component.getName(), value);
    }
    return Collections.unmodifiableSortedMap(variables);
  }

  private static Object valueOf(Template<?> template, RecordComponent component, Record owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new TemplateFault(template.resource(), e);
    }
  }

  private static void refuseNull(Template<?> template, String name, @Nullable Object value) {
    switch (value) {
      case null -> throw new TemplateFault(template.resource(), name + " is null");
      case Record part -> of(template, part);
      case List<?> items -> items.forEach(item -> refuseNull(template, name + "[]", item));
      case Map<?, ?> map ->
          throw new TemplateFault(
              template.resource(), name + " is a map, use records: " + map.keySet());
      default -> {}
    }
  }
}

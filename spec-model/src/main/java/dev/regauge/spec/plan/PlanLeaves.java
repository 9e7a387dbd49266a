package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import dev.regauge.spec.partition.KeyMapping;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Walks the records of a plan and makes, for each leaf, a plan in which only that one differs: what
 * shows that nothing of a plan is lost on the way, and which part of it a line of output tells of.
 * A changed plan need not be sound.
 */
public final class PlanLeaves {

  private final List<Change> changes = new ArrayList<>();

  /**
   * A plan with one leaf changed.
   *
   * @param leaf named by its record, {@code AssetPlan.group}
   * @param address named by its place, {@code assets[silver/orders].group}; an element of a list is
   *     told by its key or name, else by its position from 0
   */
  public record Change(String leaf, String address, Supplier<ExecutionPlan> made) {

    /** Returns the plan, made anew at each call. */
    public ExecutionPlan plan() {
      return made.get();
    }
  }

  /** Returns a change for each leaf that the plan has somewhere. */
  public static List<Change> changes(ExecutionPlan plan) {
    PlanLeaves walk = new PlanLeaves();
    walk.record(plan, "", changed -> (ExecutionPlan) changed);
    return walk.changes;
  }

  private void record(Record record, String at, Function<Object, ExecutionPlan> within) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      int position = i;
      String leaf = nameOf(record.getClass()) + "." + components[i].getName();
      value(
          get(record, components[i]),
          leaf,
          at.isEmpty() ? components[i].getName() : at + "." + components[i].getName(),
          changed -> within.apply(with(record, components, position, changed)));
    }
  }

  private void value(Object value, String leaf, String at, Function<Object, ExecutionPlan> within) {
    switch (value) {
      case Value spec -> add(leaf, at, () -> within.apply(new Value.Text(spec + " changed")));
      case KeyMapping mapping -> add(leaf, at, () -> within.apply(other(mapping)));
      case Record record -> record(record, at, within);
      case Optional<?> optional -> {
        if (optional.isPresent()) {
          value(optional.get(), leaf, at, changed -> within.apply(Optional.of(changed)));
          add(leaf, at, () -> within.apply(Optional.empty()));
        }
      }
      case List<?> list -> list(list, leaf, at, within);
      case Map<?, ?> map -> map(map, leaf, at, within);
      case String text -> add(leaf, at, () -> within.apply(other(leaf, text)));
      case Boolean claim -> add(leaf, at, () -> within.apply(!claim));
      case Integer number -> add(leaf, at, () -> within.apply(number + 1));
      case Long number -> add(leaf, at, () -> within.apply(number + 1));
      case Double number -> add(leaf, at, () -> within.apply(number + 1));
      default -> throw new IllegalStateException(leaf + " has no walk: " + value.getClass());
    }
  }

  private void list(List<?> list, String leaf, String at, Function<Object, ExecutionPlan> within) {
    for (int i = 0; i < list.size(); i++) {
      int position = i;
      value(
          list.get(i),
          leaf,
          at + "[" + nameOf(list.get(i), i) + "]",
          changed -> {
            List<Object> other = new ArrayList<>(list);
            other.set(position, changed);
            return within.apply(List.copyOf(other));
          });
    }
    if (!list.isEmpty() && !(list.getFirst() instanceof Record)) {
      add(leaf, at, () -> within.apply(List.copyOf(list.subList(0, list.size() - 1))));
    }
  }

  private void map(Map<?, ?> map, String leaf, String at, Function<Object, ExecutionPlan> within) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      value(
          entry.getValue(),
          leaf,
          at + "[" + entry.getKey() + "]",
          changed -> {
            SortedMap<String, Object> other = new TreeMap<>();
            map.forEach((key, value) -> other.put((String) key, value));
            other.put((String) entry.getKey(), changed);
            return within.apply(other);
          });
    }
    if (!map.isEmpty()) {
      add(leaf, at, () -> within.apply(new TreeMap<>()));
    }
  }

  private void add(String leaf, String at, Supplier<ExecutionPlan> plan) {
    changes.add(new Change(leaf, at, plan));
  }

  /** What tells an element of a list from the others. */
  private static String nameOf(Object element, int position) {
    for (String name : List.of("key", "name", "asset")) {
      for (RecordComponent component :
          element.getClass().isRecord()
              ? element.getClass().getRecordComponents()
              : new RecordComponent[0]) {
        if (component.getName().equals(name) && component.getType() == String.class) {
          return (String) get((Record) element, component);
        }
      }
    }
    return Integer.toString(position);
  }

  /** Another text that the field may have: where the scanner knows words, one of them. */
  private static Object other(String leaf, String text) {
    return switch (leaf) {
      case "Output.write" -> text.equals("append") ? "merge" : "append";
      case "JobPlan.overlap" -> text.equals("allow") ? "queue" : "allow";
      case "AssetPlan.execution" -> text.equals("pod") ? "process" : "pod";
      case "Backfill.order" -> text.equals("oldest") ? "newest" : "oldest";
      case "CheckPlan.onFail" -> text.equals("block") ? "warn" : "block";
      default -> text + "x";
    };
  }

  private static KeyMapping other(KeyMapping mapping) {
    return mapping instanceof KeyMapping.All ? new KeyMapping.Identity() : new KeyMapping.All();
  }

  /** The simple name; what is called as a kind of runs or partition sets carries its owner's. */
  private static String nameOf(Class<?> type) {
    Class<?> owner = type.getEnclosingClass();
    boolean isOfTwoNames =
        type == CheckPlan.Sql.class
            || type == CheckPlan.Python.class
            || type == CheckPlan.Freshness.class
            || owner == ConditionPlan.class
            || owner == SensorPlan.class
            || owner == ActionPlan.class
            || owner == TriggerPlan.class;
    return isOfTwoNames && owner != null
        ? owner.getSimpleName() + "." + type.getSimpleName()
        : type.getSimpleName();
  }

  private static Object get(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
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

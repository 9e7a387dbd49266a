package dev.regauge.golden;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Every written value of a product file changed by itself, and every field taken out by itself. */
final class LeafMutations {

  /** Says "take the field out". */
  private static final Object GONE = new Object();

  private LeafMutations() {}

  /**
   * A product file with one difference.
   *
   * @param path where, by keys and positions: {@code assets[2].retry.max}
   */
  record Mutation(String path, boolean isRemoved, String yaml) {}

  static List<Mutation> of(String yaml) {
    Object tree =
        new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
    List<List<Object>> leaves = new ArrayList<>();
    collect(tree, List.of(), leaves);
    List<Mutation> mutations = new ArrayList<>();
    for (List<Object> leaf : leaves) {
      mutations.add(mutation(tree, leaf, false, LeafMutations::changed));
      mutations.add(mutation(tree, leaf, true, _ -> GONE));
    }
    return mutations;
  }

  private static Mutation mutation(
      Object tree, List<Object> leaf, boolean isRemoved, UnaryOperator<Object> change) {
    DumpSettings plain = DumpSettings.builder().setSchema(new CoreSchema()).setWidth(4000).build();
    String text = new Dump(plain).dumpToString(with(tree, leaf, change));
    StringBuilder path = new StringBuilder();
    leaf.forEach(step -> path.append(step instanceof Integer i ? "[" + i + "]" : "." + step));
    return new Mutation(path.substring(1), isRemoved, text);
  }

  private static void collect(Object node, List<Object> path, List<List<Object>> leaves) {
    switch (node) {
      case Map<?, ?> map -> map.forEach((key, value) -> collect(value, plus(path, key), leaves));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          collect(list.get(i), plus(path, i), leaves);
        }
      }
      case null -> {}
      default -> leaves.add(path);
    }
  }

  private static Object with(Object node, List<Object> path, UnaryOperator<Object> change) {
    if (path.isEmpty()) {
      return change.apply(node);
    }
    List<Object> rest = path.subList(1, path.size());
    if (node instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>(map);
      Object value = with(map.get(path.getFirst()), rest, change);
      if (value == GONE) {
        copy.remove(path.getFirst());
      } else {
        copy.put(path.getFirst(), value);
      }
      return copy;
    }
    List<Object> copy = new ArrayList<>((List<?>) node);
    int position = (Integer) path.getFirst();
    Object value = with(copy.get(position), rest, change);
    if (value == GONE) {
      copy.remove(position);
    } else {
      copy.set(position, value);
    }
    return copy;
  }

  private static List<Object> plus(List<Object> path, Object step) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  /** A value of the same kind, which fits or is refused. */
  private static Object changed(Object value) {
    return switch (value) {
      case Boolean flag -> !flag;
      case Integer number -> number + 1;
      case Long number -> number + 1;
      case Double number -> BigDecimal.valueOf(number).add(new BigDecimal("0.25")).doubleValue();
      case String text when text.matches("PT\\d+[SMH]") -> "PT7S";
      case String text when text.matches("\\d{4}-\\d{2}-\\d{2}") -> "2025-01-03";
      case String text when text.matches("[*\\d].* .* .* .* .*") -> "17 3 * * *";
      case String text when text.matches("[A-Z]\\w+/\\w+") -> "Asia/Kathmandu";
      default -> value + "x";
    };
  }
}

package dev.regauge.spec.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/** A product written in another order: keys of maps, and lists of which only the set matters. */
final class Permuted {

  /** Lists whose order means something (semantics 28), also where they stand in short form. */
  private static final Set<String> SEQUENCES =
      Set.of(
          "argv", "columns", "key", "sortBy", "partitionBy", "unique", "not_null", "list", "paths");

  private final Random random;

  private Permuted(long seed) {
    random = new Random(seed);
  }

  /** Returns the product as flow style, which is JSON. */
  static String of(String yaml, long seed) {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return JsonMapper.shared().writeValueAsString(new Permuted(seed).node(tree, "", ""));
  }

  private Object node(Object node, String name, String parent) {
    if (node instanceof Map<?, ?> map) {
      List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
      Collections.shuffle(entries, random);
      Map<Object, Object> shuffled = new LinkedHashMap<>();
      entries.forEach(
          entry ->
              shuffled.put(
                  entry.getKey(), node(entry.getValue(), String.valueOf(entry.getKey()), name)));
      return shuffled;
    }
    if (node instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(node(item, name, parent)));
      boolean isStatic =
          name.equals("static") || (name.equals("values") && parent.equals("static"));
      if (!SEQUENCES.contains(name) && !isStatic) {
        Collections.shuffle(items, random);
      }
      return items;
    }
    return node;
  }
}

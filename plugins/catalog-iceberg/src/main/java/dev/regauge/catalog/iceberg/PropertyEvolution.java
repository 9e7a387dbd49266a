package dev.regauge.catalog.iceberg;

import dev.regauge.catalog.iceberg.Evolution.Weight;
import dev.regauge.plugins.api.catalog.TableChange;
import dev.regauge.plugins.api.catalog.TableChange.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.UpdateProperties;

/** The properties' part of an evolution; those that others set are left alone. */
final class PropertyEvolution {

  private final TableEvolution evolution;
  private final Predicate<String> dropped;

  PropertyEvolution(TableEvolution evolution, Predicate<String> dropped) {
    this.evolution = evolution;
    this.dropped = dropped;
  }

  void run() {
    DeclaredTable declared = evolution.declared();
    Map<String, String> are = new TreeMap<>(evolution.result().properties());
    are.put(TableProperties.FORMAT_VERSION, Integer.toString(formatVersion(evolution.result())));
    Map<String, String> set = new TreeMap<>(declared.properties());
    set.entrySet().removeIf(entry -> entry.getValue().equals(are.get(entry.getKey())));
    List<String> removed =
        are.keySet().stream()
            .filter(key -> dropped.test(key) && !declared.properties().containsKey(key))
            .toList();
    if (set.isEmpty() && removed.isEmpty()) {
      return;
    }
    UpdateProperties update = evolution.transaction().updateProperties();
    set.forEach((key, value) -> make(key + " = " + value, () -> update.set(key, value)));
    removed.forEach(key -> make(key + " is no longer set", () -> update.remove(key)));
    evolution.finish("", "properties", update::commit);
  }

  private void make(String text, Runnable act) {
    evolution.make(new TableChange(Kind.property, "", text), Weight.FREE, "properties", act);
  }

  static int formatVersion(Table table) {
    return ((HasTableOperations) table).operations().current().formatVersion();
  }
}

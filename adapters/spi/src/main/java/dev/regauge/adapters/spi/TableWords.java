package dev.regauge.adapters.spi;

import dev.regauge.spec.model.TableSpec;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ColumnPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.TablePlan;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a product says of its tables to people, by table: {@code layer}, {@code columnLineage},
 * {@code classification} and {@code piiType}. What follows from a name or is usual is left out, so
 * that most tables have nothing here.
 */
public final class TableWords {

  /** The classification of a column of which nothing is said. */
  private static final String USUAL = "internal";

  private TableWords() {}

  /** Returns the words of an asset's tables; empty when there are none. */
  public static SortedMap<String, Value> of(ExecutionPlan plan, AssetPlan asset) {
    SortedMap<String, Value> tables = new TreeMap<>();
    for (AssetPlan.Output output : asset.outputs()) {
      TablePlan table = plan.tables().get(output.table());
      if (table != null) {
        SortedMap<String, Value> words = of(table);
        if (!words.isEmpty()) {
          tables.put(table.name(), new Value.Mapping(words));
        }
      }
    }
    return tables;
  }

  private static SortedMap<String, Value> of(TablePlan table) {
    SortedMap<String, Value> words = new TreeMap<>();
    if (!table.layer().equals(TableSpec.layerOf(table.name()))) {
      words.put("layer", new Value.Text(table.layer()));
    }
    SortedMap<String, Value> lineage = new TreeMap<>();
    table.columnLineage().forEach((column, sources) -> lineage.put(column, texts(sources)));
    SortedMap<String, Value> classes = new TreeMap<>();
    SortedMap<String, Value> personal = new TreeMap<>();
    for (ColumnPlan column : table.columns()) {
      if (!column.classification().equals(USUAL)) {
        classes.put(column.name(), new Value.Text(column.classification()));
      }
      column.piiType().ifPresent(type -> personal.put(column.name(), new Value.Text(type)));
    }
    put(words, "columnLineage", lineage);
    put(words, "classification", classes);
    put(words, "piiType", personal);
    return words;
  }

  private static void put(
      SortedMap<String, Value> words, String name, SortedMap<String, Value> entries) {
    if (!entries.isEmpty()) {
      words.put(name, new Value.Mapping(entries));
    }
  }

  private static Value texts(List<String> texts) {
    return new Value.Sequence(texts.stream().<Value>map(Value.Text::new).toList());
  }
}

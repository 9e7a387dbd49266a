package dev.regauge.spec.rule;

import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.PartitionSetSpec.Windows;
import dev.regauge.spec.model.ProductSpec;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The columns that tell a row's partition, with their types; one for each dimension. */
final class PartitionColumns {

  private PartitionColumns() {}

  static SortedMap<String, String> of(ProductSpec product, Optional<String> set) {
    PartitionSetSpec spec = set.map(product.partitions()::get).orElse(null);
    if (spec == null) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, String> columns = new TreeMap<>();
    if (spec.multi().isPresent()) {
      for (String dimension : spec.multi().get().values()) {
        PartitionSetSpec one = product.partitions().get(dimension);
        if (one != null) {
          add(one, columns);
        }
      }
    } else {
      add(spec, columns);
    }
    return columns;
  }

  private static void add(PartitionSetSpec spec, SortedMap<String, String> columns) {
    String type = spec.windows().flatMap(Windows::columnType).orElse("string");
    spec.column().ifPresent(column -> columns.put(column, type));
  }
}

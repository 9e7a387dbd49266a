package dev.regauge.engine.contract;

import dev.regauge.engine.contract.DataContract.Column;
import dev.regauge.engine.contract.DataContract.Custom;
import dev.regauge.engine.contract.DataContract.Quality;
import dev.regauge.spec.plan.ColumnPlan;
import dev.regauge.spec.plan.PartitionSetPlan;
import dev.regauge.spec.plan.TablePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * The columns of a table in a contract: the declared ones in their order, then those of the
 * partition set where the step adds them.
 */
final class Columns {
  private final TablePlan table;
  private final Map<String, String> slicedBy = new LinkedHashMap<>();
  private final List<String> keys;

  Columns(
      TablePlan table,
      Optional<PartitionSetPlan> slices,
      SortedMap<String, PartitionSetPlan> sets) {
    this.table = table;
    slices.ifPresent(set -> addColumnsOf(set, sets));
    this.keys =
        table.columns().stream().filter(ColumnPlan::primaryKey).map(ColumnPlan::name).toList();
  }

  private void addColumnsOf(PartitionSetPlan set, SortedMap<String, PartitionSetPlan> sets) {
    switch (set) {
      case PartitionSetPlan.OneColumn one -> slicedBy.put(one.column(), one.columnType());
      case PartitionSetPlan.Multi(String _, SortedMap<String, String> dimensions) ->
          dimensions.values().stream()
              .flatMap(name -> Optional.ofNullable(sets.get(name)).stream())
              .forEach(dimension -> addColumnsOf(dimension, sets));
    }
  }

  /** Returns whether the contract has a column. */
  boolean has(String name) {
    return slicedBy.containsKey(name)
        || table.columns().stream().anyMatch(column -> column.name().equals(name));
  }

  /** Returns the columns with their rules, by name. */
  List<Column> with(SortedMap<String, List<Quality>> rules) {
    Map<String, Column> columns = new LinkedHashMap<>();
    table.columns().forEach(column -> columns.put(column.name(), declared(column, rules)));
    slicedBy.forEach((name, type) -> columns.computeIfAbsent(name, _ -> added(name, type, rules)));
    return List.copyOf(columns.values());
  }

  private Column declared(ColumnPlan column, SortedMap<String, List<Quality>> rules) {
    List<Custom> custom = new ArrayList<>();
    column.piiType().ifPresent(type -> custom.add(new Custom("piiType", type)));
    column.id().ifPresent(id -> custom.add(new Custom("icebergFieldId", id)));
    if (!column.was().isEmpty()) {
      custom.add(new Custom("formerNames", column.was()));
    }
    return column(
        column.name(),
        column.type(),
        column.doc(),
        claim(column, ColumnPlan::required),
        claim(column, ColumnPlan::unique),
        Optional.of(column.classification()),
        custom,
        rules.getOrDefault(column.name(), List.of()));
  }

  private static Optional<Boolean> claim(ColumnPlan column, Predicate<ColumnPlan> claim) {
    return Optional.of(claim.test(column)).filter(isSo -> isSo);
  }

  private Column added(String name, String type, SortedMap<String, List<Quality>> rules) {
    return column(
        name,
        type,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        rules.getOrDefault(name, List.of()));
  }

  private Column column(
      String name,
      String type,
      Optional<String> doc,
      Optional<Boolean> required,
      Optional<Boolean> unique,
      Optional<String> classification,
      List<Custom> custom,
      List<Quality> rules) {
    LogicalTypes.Logical logical = LogicalTypes.of(type);
    Optional<Integer> key = position(keys, name);
    Optional<Integer> slice = position(partitionColumns(), name);
    return new Column(
        Optional.of(name),
        logical.type(),
        logical.options(),
        type,
        doc,
        required,
        unique,
        key.map(_ -> true),
        key,
        slice.map(_ -> true),
        slice,
        classification,
        table.columnLineage().getOrDefault(name, List.of()),
        custom,
        rules,
        logical.fields(),
        logical.item());
  }

  /** A table without partition fields of its own is partitioned by its set's columns. */
  private List<String> partitionColumns() {
    return table.partitionBy().isEmpty()
        ? List.copyOf(slicedBy.keySet())
        : table.partitionBy().stream()
            .filter(field -> !field.transform().equals("void"))
            .map(TablePlan.PartitionField::column)
            .distinct()
            .toList();
  }

  /** Positions count from 1. */
  private static Optional<Integer> position(List<String> names, String name) {
    return Optional.of(names.indexOf(name) + 1).filter(position -> position > 0);
  }
}

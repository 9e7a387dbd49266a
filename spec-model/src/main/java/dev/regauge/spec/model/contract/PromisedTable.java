package dev.regauge.spec.model.contract;

import dev.regauge.spec.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/**
 * A table that a contract promises.
 *
 * @param physicalName as the catalog knows it, where that is said
 */
public record PromisedTable(
    String name,
    Optional<String> physicalName,
    Optional<String> description,
    List<PromisedColumn> columns,
    Span at) {

  /**
   * A column that a contract promises.
   *
   * @param types the Iceberg types that keep the promise; one without brackets, such as {@code
   *     decimal}, stands for all of its kind
   * @param written the type in the contract's words
   * @param keyPosition its place in the primary key, from 1; absent when it is no part of it
   * @param validValues the only values that it has, by the contract's rules; empty when any
   */
  public record PromisedColumn(
      String name,
      List<String> types,
      String written,
      boolean required,
      boolean unique,
      Optional<Integer> keyPosition,
      Optional<String> description,
      Optional<String> classification,
      List<String> validValues,
      Optional<String> pattern,
      Span at,
      Span typeAt) {}

  /** Returns the column of that name. */
  public Optional<PromisedColumn> column(String column) {
    return columns.stream().filter(one -> one.name().equals(column)).findFirst();
  }

  /** Returns the columns of the primary key in its order. */
  public List<String> key() {
    return columns.stream()
        .filter(column -> column.keyPosition().isPresent())
        .sorted(
            (one, other) ->
                Integer.compare(one.keyPosition().orElseThrow(), other.keyPosition().orElseThrow()))
        .map(PromisedColumn::name)
        .toList();
  }
}

package dev.regauge.spec.model.contract;

import dev.regauge.spec.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A table that a contract promises.
 *
 * @param physicalName as the catalog knows it, where that is said
 * @param rules the rules of its quality and of its columns', by name; the allowed values, which
 *     {@link PromisedColumn} has, left out
 */
public record PromisedTable(
    String name,
    Optional<String> physicalName,
    Optional<String> description,
    List<PromisedColumn> columns,
    SortedMap<String, String> rules,
    Span at) {

  /**
   * A column that a contract promises.
   *
   * @param physicalName as the table has it, where that is another name
   * @param types the Iceberg types that keep the promise; one without brackets, such as {@code
   *     decimal}, stands for all of its kind
   * @param written the type in the contract's words
   * @param keyPosition its place in the primary key, from 1; absent when it is no part of it
   * @param parts what a type of several parts is made of, as text; empty for any other
   * @param validValues the only values that it has, by the contract's rules; empty when any
   */
  public record PromisedColumn(
      String name,
      Optional<String> physicalName,
      List<String> types,
      String written,
      boolean required,
      boolean unique,
      Optional<Integer> keyPosition,
      Optional<String> description,
      Optional<String> classification,
      List<String> validValues,
      Optional<String> pattern,
      String parts,
      Span at,
      Span typeAt) {

    /** Returns what the column is called in the table. */
    public String called() {
      return physicalName.orElse(name);
    }
  }

  /** Returns what the table is called where it lies. */
  public String called() {
    return physicalName.orElse(name);
  }

  /** Whether another one of the contract cannot be told from it. */
  public boolean isCalledAs(PromisedTable other) {
    return called().equals(other.called());
  }

  /** Returns the column of that name. */
  public Optional<PromisedColumn> column(String column) {
    return columns.stream().filter(one -> one.called().equals(column)).findFirst();
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

package dev.regauge.catalog.iceberg;

import dev.regauge.catalog.iceberg.Evolution.Weight;
import dev.regauge.plugins.api.catalog.TableChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * What must change in a table to be as declared, decided inside a transaction that may be committed
 * or thrown away. The same code judges the lock, plans against a catalog's table and applies.
 */
final class TableEvolution {

  private final DeclaredTable declared;
  private final Transaction transaction;
  private final TableFindings out;
  private final List<TableChange> changes = new ArrayList<>();

  private TableEvolution(Table table, DeclaredTable declared, TableFindings out) {
    this.declared = declared;
    this.transaction = table.newTransaction();
    this.out = out;
  }

  /**
   * Returns the changes.
   *
   * @param known tells the columns that the product once declared: one of these that is no longer
   *     declared is dropped, another's is left alone
   * @param dropped tells the properties that the product once set
   */
  static TableEvolution of(
      Table table,
      DeclaredTable declared,
      Predicate<String> known,
      Predicate<String> dropped,
      TableFindings out) {
    TableEvolution evolution = new TableEvolution(table, declared, out);
    new ColumnEvolution(evolution, known).run();
    if (!out.hasErrors(declared.name())) {
      new LayoutEvolution(evolution).run();
    }
    if (!out.hasErrors(declared.name())) {
      new PropertyEvolution(evolution, dropped).run();
    }
    return evolution;
  }

  DeclaredTable declared() {
    return declared;
  }

  Transaction transaction() {
    return transaction;
  }

  TableFindings findings() {
    return out;
  }

  /** Returns what changes, in the order in which it is done. */
  List<TableChange> changes() {
    return List.copyOf(changes);
  }

  /** Returns the table as it will be. */
  Table result() {
    return transaction.table();
  }

  /**
   * Whether the table has rows now; one whose snapshot does not count them is taken to have some.
   */
  boolean hasRows() {
    Snapshot now = result().currentSnapshot();
    return now != null && !"0".equals(now.summary().get(SnapshotSummary.TOTAL_RECORDS_PROP));
  }

  /** Makes the changes, all or none. */
  void commit() {
    if (!changes.isEmpty()) {
      transaction.commitTransaction();
    }
  }

  /** Does a change when the table's evolution permits it and Iceberg can; says which does not. */
  boolean make(TableChange change, Weight weight, String member, Runnable act) {
    if (!declared.evolution().permits(weight)) {
      out.notPermitted(declared, change, weight);
      return false;
    }
    try {
      act.run();
    } catch (IllegalArgumentException | ValidationException | UnsupportedOperationException e) {
      out.impossible(declared, change.column(), member, String.valueOf(e.getMessage()));
      return false;
    }
    changes.add(change);
    return true;
  }

  /** Finishes an update in the transaction; what Iceberg finds only then is a finding as well. */
  void finish(String column, String member, Runnable commit) {
    try {
      commit.run();
    } catch (IllegalArgumentException | IllegalStateException | ValidationException e) {
      out.impossible(declared, column, member, String.valueOf(e.getMessage()));
    }
  }
}

package dev.regauge.plugins.api.catalog;

import java.util.List;

/**
 * Every table of a product against the lock and, where they could be asked, the catalogs.
 *
 * @param lock the text that the lock must have
 * @param isLockCurrent whether it has it
 */
public record TablesPlan(
    List<PlannedTable> tables, List<TableFinding> findings, String lock, boolean isLockCurrent) {

  /** Whether anything is to be done. */
  public boolean hasChanges() {
    return tables.stream().anyMatch(table -> !table.pending().isEmpty());
  }
}

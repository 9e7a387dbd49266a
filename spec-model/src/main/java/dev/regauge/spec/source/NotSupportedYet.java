package dev.regauge.spec.source;

import java.util.SortedSet;

/** The fields and kinds that the spec has and this version refuses. */
final class NotSupportedYet {

  private final WordTable table;

  NotSupportedYet() {
    this.table = WordTable.read("not-supported-yet.txt");
  }

  /** Returns the refused fields of a record or kind, by the record's simple name. */
  SortedSet<String> of(String record) {
    return table.of(record);
  }
}

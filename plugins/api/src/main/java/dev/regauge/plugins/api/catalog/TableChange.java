package dev.regauge.plugins.api.catalog;

/**
 * One change of a table.
 *
 * @param kind what is done, for machines
 * @param column the column or partition field, empty for the table itself
 * @param text one line for people: {@code qty: int becomes long}
 */
public record TableChange(Kind kind, String column, String text) {

  /** What is done. */
  public enum Kind {
    create_table("+"),
    rename_table(">"),
    add_column("+"),
    widen_column("~"),
    relax_column("~"),
    require_column("~"),
    rename_column(">"),
    drop_column("-"),
    move_column("~"),
    document_column("~"),
    identifier_fields("~"),
    add_partition_field("+"),
    rename_partition_field(">"),
    drop_partition_field("-"),
    sort_order("~"),
    property("~");

    private final String mark;

    Kind(String mark) {
      this.mark = mark;
    }

    /** Returns the mark before the line. */
    public String mark() {
      return mark;
    }
  }

  /** Returns the change as a line: {@code + column note string}. */
  public String line() {
    return kind.mark() + " " + text;
  }
}

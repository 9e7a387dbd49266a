package dev.regauge.catalog.iceberg;

import dev.regauge.plugins.api.catalog.TableChange;
import dev.regauge.plugins.api.catalog.TableFinding;
import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The findings about tables and their evolution: one factory for each code. */
public final class TableFindings {
  private static final Code NOT_PERMITTED = new Code("RG-TABLE-001");
  private static final Code IMPOSSIBLE = new Code("RG-TABLE-002");
  private static final Code WRONG_ID = new Code("RG-TABLE-003");
  private static final Code STALE_LOCK = new Code("RG-TABLE-004");
  private static final Code FOREIGN = new Code("RG-TABLE-005");
  private static final Code UNDECLARED = new Code("RG-TABLE-006");
  private static final Code OTHER_IDS = new Code("RG-TABLE-007");
  private static final Code NO_CATALOG = new Code("RG-TABLE-008");
  private static final Code OPTIONAL_KEY = new Code("RG-TABLE-009");
  private static final Code OTHER_LOCATION = new Code("RG-TABLE-010");
  private static final Code UNKNOWN_LOCATION = new Code("RG-TABLE-011");
  private static final Code TWO_RETENTIONS = new Code("RG-TABLE-013");
  private static final Code LOCK_BEHIND = new Code("RG-TABLE-300");

  /** Every code of this module. */
  public static final List<Code> ALL =
      List.of(
          NOT_PERMITTED,
          IMPOSSIBLE,
          WRONG_ID,
          STALE_LOCK,
          FOREIGN,
          UNDECLARED,
          OTHER_IDS,
          NO_CATALOG,
          OPTIONAL_KEY,
          OTHER_LOCATION,
          UNKNOWN_LOCATION,
          TWO_RETENTIONS,
          LOCK_BEHIND);

  private final List<TableFinding> found = new ArrayList<>();

  /** Returns what was found so far, in the order in which it was. */
  public List<TableFinding> all() {
    return List.copyOf(found);
  }

  /** Whether one of them is an error. */
  public boolean hasErrors() {
    return found.stream().anyMatch(one -> one.diagnostic().severity() == Severity.ERROR);
  }

  boolean hasErrors(String table) {
    return found.stream()
        .anyMatch(one -> one.name().equals(table) && one.diagnostic().severity() == Severity.ERROR);
  }

  void notPermitted(DeclaredTable table, TableChange change, Evolution.Weight weight) {
    String mode = table.evolution().mode().name();
    String breaking =
        weight == Evolution.Weight.BREAKING && table.evolution().mode() == Evolution.Mode.full
            ? " without allowBreaking"
            : "";
    add(
        Diagnostic.error(
                NOT_PERMITTED, "table '" + table.name() + "' may not change so: " + change.text())
            .label("evolution is " + mode + breaking)
            .help(
                "take the change back, or write evolution: "
                    + weight.needed()
                    + " at the table"
                    + advice(table, change)),
        table.name(),
        change.column(),
        "");
  }

  private static String advice(DeclaredTable table, TableChange change) {
    return switch (change.kind()) {
      case drop_column ->
          // A column that is still declared has lost a part, and parts have no old names.
          table.columns().stream().anyMatch(column -> column.name().equals(change.column()))
              ? ""
              : "; if the column has a new name, give that one was: [" + change.column() + "]";
      case add_column -> "; a column that is not required is added more freely";
      case create_table,
          rename_table,
          widen_column,
          relax_column,
          require_column,
          rename_column,
          move_column,
          document_column,
          identifier_fields,
          add_partition_field,
          rename_partition_field,
          drop_partition_field,
          sort_order,
          property ->
          "";
    };
  }

  void impossible(DeclaredTable table, String column, String member, String why) {
    add(
        Diagnostic.error(IMPOSSIBLE, "table '" + table.name() + "': Iceberg refuses: " + why)
            .label("not possible")
            .help(
                "leave this as it was; for another type add a column with a new name and fill it"),
        table.name(),
        column,
        member);
  }

  /**
   * A required column for a table with rows: Iceberg takes it, and nobody can read the rows then.
   */
  void noValue(DeclaredTable table, String column) {
    add(
        Diagnostic.error(
                IMPOSSIBLE,
                "table '"
                    + table.name()
                    + "' has rows without a value for its new column "
                    + column)
            .label("required")
            .help("let the column be null, or empty the table first"),
        table.name(),
        column,
        "required");
  }

  void wrongId(DeclaredTable table, String column, String why, String fix) {
    add(
        Diagnostic.error(WRONG_ID, "column '" + column + "' of table '" + table.name() + "' " + why)
            .label("not this column's id")
            .help(fix),
        table.name(),
        column,
        "id");
  }

  /** A lock that has to be written anew; nothing is made by it here, so it only warns. */
  void lockBehind(String table, String why) {
    add(
        Diagnostic.warning(
                LOCK_BEHIND, "the committed lock does not hold table '" + table + "' so: " + why)
            .label("not in the lock")
            .help("run 'regauge tables lock' and commit what it writes"),
        table,
        "",
        "");
  }

  void staleLock(String table, String why) {
    add(
        Diagnostic.error(
                STALE_LOCK,
                "the lock does not hold table '" + table + "' as it is declared: " + why)
            .label("declared here")
            .help("run 'regauge tables lock' and commit what it writes"),
        table,
        "",
        "");
  }

  void foreign(String table, String owner, String product) {
    add(
        Diagnostic.error(
                FOREIGN,
                "table '" + table + "' belongs to the product " + owner + ", not to " + product)
            .label("made by another product")
            .help("write to a table of your own, or let its owner change it"),
        table,
        "",
        "");
  }

  void undeclared(String table, String column) {
    add(
        Diagnostic.warning(
                UNDECLARED,
                "table '"
                    + table
                    + "' has a column '"
                    + column
                    + "' that neither the product nor the lock knows")
            .label("declared without it")
            .help("declare it, or remove it with the tool that added it; it is left alone"),
        table,
        "",
        "");
  }

  void otherIds(String table, String columns) {
    add(
        Diagnostic.warning(
                OTHER_IDS, "table '" + table + "' has other column ids than the lock: " + columns)
            .label("made without the lock")
            .help(
                "it goes on with its own ids, by name; 'regauge tables lock --adopt' takes them over"),
        table,
        "",
        "");
  }

  void noCatalog(String catalog, String type) {
    add(
        Diagnostic.error(
                NO_CATALOG,
                "the command line cannot open catalog '" + catalog + "' of type " + type)
            .label("not carried here")
            .help(
                "use its Iceberg REST endpoint with type: rest, or make the tables with its own tools"
                    + " and check with 'regauge tables plan --offline'"),
        "catalogs",
        catalog,
        "type");
  }

  void optionalKey(String table, String column) {
    add(
        Diagnostic.warning(
                OPTIONAL_KEY,
                "the primary key of table '"
                    + table
                    + "' has the column '"
                    + column
                    + "', which may be null")
            .label("may be null")
            .help("write required: true; until then the table has no identifier fields"),
        table,
        column,
        "primaryKey");
  }

  void otherLocation(String table, String is, String wanted) {
    add(
        Diagnostic.error(
                OTHER_LOCATION, "table '" + table + "' lies in " + is + ", not in " + wanted)
            .label("the table is elsewhere")
            .help("write the location that it has: Iceberg does not move data files"),
        table,
        "",
        "location");
  }

  void unknownLocation(String table, String why) {
    add(
        Diagnostic.error(UNKNOWN_LOCATION, "the location of table '" + table + "' is " + why)
            .label("not a place")
            .help("set the variable, name an environment by --env, or write the place as a text"),
        table,
        "",
        "location");
  }

  void twoRetentions(String table, String property, String written, String retention) {
    add(
        Diagnostic.warning(
                TWO_RETENTIONS,
                "the property "
                    + property
                    + " of table '"
                    + table
                    + "' is "
                    + written
                    + ", and its retention says "
                    + retention)
            .label("the property counts")
            .help("write it once: take the property out, or the retention"),
        table,
        "",
        "retention");
  }

  private void add(Diagnostic diagnostic, String name, String column, String member) {
    boolean isCatalog = name.equals("catalogs");
    TableFinding finding =
        new TableFinding(
            diagnostic,
            isCatalog ? "catalogs" : "tables",
            isCatalog ? column : name,
            isCatalog ? Optional.empty() : present(column),
            present(member));
    if (found.stream().noneMatch(other -> isSameCause(other, finding))) {
      found.add(finding);
    }
  }

  /**
   * Whether they speak of one mistake: the lock and each catalog may hold another old value, but
   * what is written is wrong once.
   */
  private static boolean isSameCause(TableFinding one, TableFinding other) {
    return one.diagnostic().code().equals(other.diagnostic().code())
        && one.owner().equals(other.owner())
        && one.name().equals(other.name())
        && one.column().equals(other.column())
        && one.member().equals(other.member());
  }

  private static Optional<String> present(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}

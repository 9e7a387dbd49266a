package dev.regauge.catalog.iceberg;

import dev.regauge.plugins.api.catalog.CatalogBusy;
import dev.regauge.plugins.api.catalog.NotALock;
import dev.regauge.plugins.api.catalog.PlannedTable;
import dev.regauge.plugins.api.catalog.PlannedTable.State;
import dev.regauge.plugins.api.catalog.TableChange;
import dev.regauge.plugins.api.catalog.TableChange.Kind;
import dev.regauge.plugins.api.catalog.TablesPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;

/** The tables of a product: judged against the lock, planned against the catalogs, applied. */
public final class ProductTables {

  private final ExecutionPlan plan;
  private final Optional<String> lockText;
  private final TableLock lock;
  private final TableFindings findings = new TableFindings();
  private final SortedMap<String, List<TableChange>> lockChanges = new TreeMap<>();

  /**
   * Reads the lock.
   *
   * @throws NotALock when the text is none
   */
  public ProductTables(ExecutionPlan plan, Optional<String> lockText) {
    this.plan = plan;
    this.lockText = lockText;
    this.lock =
        lockText.map(text -> TableLock.read(text, plan.product().name())).orElseGet(TableLock::new);
  }

  /** Compares with the lock only. */
  public TablesPlan plan() {
    judge();
    return outcome(Optional.empty());
  }

  /**
   * Compares with a lock that is there, and warns of each table that it does not hold as declared.
   */
  public TablesPlan planByCommitted() {
    judge();
    lockChanges.forEach(
        (table, changes) -> {
          if (!changes.isEmpty() && !findings.hasErrors(table)) {
            findings.lockBehind(table, changes.getFirst().text());
          }
        });
    return outcome(Optional.empty());
  }

  /** Compares with the lock and with the tables in their catalogs; changes nothing. */
  public TablesPlan plan(Catalogs catalogs) {
    judge();
    CatalogTables tables = new CatalogTables(plan, lock, catalogs, findings);
    return outcome(Optional.of(Outside.call(tables::plan)));
  }

  /** Takes the ids of the tables that are there for those that the lock lacks, then plans. */
  public TablesPlan adopt(Catalogs catalogs) {
    for (DeclaredTable declared : DeclaredTables.of(plan)) {
      if (lock.table(declared.name()).isPresent()) {
        continue;
      }
      Outside.call(
              () ->
                  catalogs
                      .named(declared.catalog(), findings)
                      .flatMap(catalog -> CatalogTables.existing(catalog, declared)))
          .ifPresent(table -> lock.tables().put(declared.name(), LockedTable.of(declared, table)));
    }
    return plan();
  }

  /**
   * Makes and changes the tables; nothing when anything is wrong or the lock is not current.
   *
   * @throws CatalogBusy when others do not leave a gap
   */
  public TablesPlan apply(Catalogs catalogs) {
    judge();
    String text = lock.text(plan);
    if (lockText.isPresent() && !lockText.get().equals(text) && !findings.hasErrors()) {
      lockChanges.forEach(
          (table, changes) -> {
            if (!changes.isEmpty()) {
              findings.staleLock(table, changes.getFirst().text());
            }
          });
    }
    CatalogTables tables = new CatalogTables(plan, lock, catalogs, findings);
    SortedMap<String, List<TableChange>> planned = Outside.call(tables::plan);
    if (findings.hasErrors() || !catalogs.missing().isEmpty()) {
      return outcome(Optional.of(planned));
    }
    return outcome(Optional.of(Outside.call(tables::apply)));
  }

  /** Says which properties have it otherwise than a table's retention. */
  private void judgeRetention(TablePlan table) {
    DeclaredTables.retention(table)
        .forEach(
            (property, value) -> {
              String written = table.properties().getOrDefault(property, value);
              if (!written.equals(value)) {
                findings.twoRetentions(table.name(), property, written, value);
              }
            });
  }

  /** Brings the lock to what is declared, as far as its rules let it. */
  private void judge() {
    plan.tables().values().stream()
        .filter(table -> table.storeKind().equals("catalog"))
        .forEach(this::judgeRetention);
    for (DeclaredTable declared : DeclaredTables.of(plan)) {
      if (declared.columns().isEmpty()) {
        continue;
      }
      List<TableChange> changes = new ArrayList<>();
      Optional<LockedTable> locked = lock.table(declared.name());
      if (locked.isEmpty()) {
        locked = declared.was().stream().map(lock::table).flatMap(Optional::stream).findFirst();
        locked.ifPresent(old -> changes.add(renamed(old.name(), declared.name())));
      }
      if (locked.isEmpty()) {
        changes.add(created(declared));
        lock.tables().put(declared.name(), created(declared, findings));
      } else {
        LockedTable old = locked.get();
        Table table = old.table();
        TableEvolution evolution =
            TableEvolution.of(
                table, declared, old.columns(), old.metadata().properties()::containsKey, findings);
        changes.addAll(evolution.changes());
        if (!findings.hasErrors(declared.name())) {
          evolution.commit();
          lock.tables().remove(old.name());
          lock.tables().put(declared.name(), old.with(table, declared.name(), declared.catalog()));
        }
      }
      lockChanges.put(declared.name(), List.copyOf(changes));
    }
  }

  private static LockedTable created(DeclaredTable declared, TableFindings out) {
    declared.columns().stream()
        .filter(column -> column.primaryKey() && !column.required())
        .forEach(column -> out.optionalKey(declared.name(), column.name()));
    return new LockedTable(declared.name(), declared.catalog(), NewTable.metadata(declared));
  }

  static TableChange created(DeclaredTable declared) {
    int columns = declared.columns().size();
    String layout =
        declared.partitionBy().isEmpty()
            ? ""
            : ", partitioned by "
                + String.join(
                    ", ",
                    declared.partitionBy().stream()
                        .map(DeclaredTable.PartitionField::name)
                        .toList());
    return new TableChange(
        Kind.create_table,
        "",
        "table with " + columns + (columns == 1 ? " column" : " columns") + layout);
  }

  static TableChange renamed(String from, String to) {
    return new TableChange(Kind.rename_table, "", "table " + from + " becomes " + to);
  }

  private TablesPlan outcome(Optional<SortedMap<String, List<TableChange>>> inCatalogs) {
    List<PlannedTable> tables = new ArrayList<>();
    List<String> declaredNames = new ArrayList<>();
    for (DeclaredTable declared : DeclaredTables.of(plan)) {
      declaredNames.add(declared.name());
      State state = declared.columns().isEmpty() ? State.from_data : State.declared;
      tables.add(
          new PlannedTable(
              declared.name(),
              declared.catalog(),
              state,
              lockChanges.getOrDefault(declared.name(), List.of()),
              inCatalogs.flatMap(all -> Optional.ofNullable(all.get(declared.name())))));
    }
    lock.tables()
        .forEach(
            (name, table) -> {
              if (!declaredNames.contains(name)) {
                tables.add(
                    new PlannedTable(
                        name,
                        table.catalog(),
                        State.no_longer_declared,
                        List.of(),
                        Optional.empty()));
              }
            });
    String text = lock.text(plan);
    return new TablesPlan(
        List.copyOf(tables), findings.all(), text, Optional.of(text).equals(lockText));
  }

  /** Names a table as catalogs do. */
  static TableIdentifier identifier(String name) {
    return TableIdentifier.parse(name);
  }

  /** Whether a catalog has a table. */
  static boolean has(Catalog catalog, String name) {
    return catalog.tableExists(identifier(name));
  }
}

package dev.regauge.catalog.iceberg;

import dev.regauge.plugins.api.catalog.CatalogBusy;
import dev.regauge.plugins.api.catalog.CatalogUnreachable;
import dev.regauge.plugins.api.catalog.TableChange;
import dev.regauge.spec.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.types.Types.NestedField;

/** The declared tables in their catalogs: what they lack, and making it so. */
final class CatalogTables {

  /** How often a table is planned anew when somebody else was quicker. */
  private static final int ROUNDS = 8;

  private final ExecutionPlan plan;
  private final TableLock lock;
  private final Catalogs catalogs;
  private final TableFindings findings;
  private final TableLocations locations;

  CatalogTables(ExecutionPlan plan, TableLock lock, Catalogs catalogs, TableFindings findings) {
    this.plan = plan;
    this.lock = lock;
    this.catalogs = catalogs;
    this.findings = findings;
    this.locations = new TableLocations(plan, catalogs.values(), findings);
  }

  /** Returns what each table lacks; a table whose catalog cannot be asked is left out. */
  SortedMap<String, List<TableChange>> plan() {
    return each(false);
  }

  /** Makes it so, and returns what was done. */
  SortedMap<String, List<TableChange>> apply() {
    return each(true);
  }

  private SortedMap<String, List<TableChange>> each(boolean isApplied) {
    SortedMap<String, List<TableChange>> all = new TreeMap<>();
    for (DeclaredTable declared : DeclaredTables.of(plan)) {
      Optional<LockedTable> locked = lock.table(declared.name());
      if (declared.columns().isEmpty() || locked.isEmpty()) {
        continue;
      }
      catalogs
          .named(declared.catalog(), findings)
          .ifPresent(
              catalog -> {
                DeclaredTable placed = locations.placed(declared);
                all.put(
                    declared.name(),
                    isApplied
                        ? applied(catalog, placed, locked.get())
                        : planned(catalog, placed, locked.get(), false));
              });
    }
    return all;
  }

  private List<TableChange> applied(Catalog catalog, DeclaredTable declared, LockedTable locked) {
    for (int round = 0; round < ROUNDS; round++) {
      try {
        return planned(catalog, declared, locked, true);
      } catch (AlreadyExistsException
          | CommitFailedException
          | CommitStateUnknownException
          | NoSuchTableException e) {
        pause(round); // somebody was quicker: look at what there is now
      }
    }
    throw new CatalogBusy(declared.name());
  }

  private static void pause(int round) {
    try {
      Thread.sleep(50L << round);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CatalogUnreachable("interrupted");
    }
  }

  private List<TableChange> planned(
      Catalog catalog, DeclaredTable declared, LockedTable locked, boolean isApplied) {
    List<TableChange> changes = new ArrayList<>();
    Optional<Table> found = existing(catalog, declared);
    if (found.isEmpty()) {
      changes.add(ProductTables.created(declared));
      if (isApplied) {
        ensureNamespace(catalog, declared.name());
        NewTable.create(catalog, declared, locked.metadata());
      }
      return changes;
    }
    Table table = found.get();
    String isNamed = nameIn(catalog, declared);
    if (!isNamed.equals(declared.name())) {
      changes.add(ProductTables.renamed(isNamed, declared.name()));
    }
    if (isForeign(table, declared)) {
      return List.of();
    }
    placeIsSame(findings, declared.name(), table, declared.location());
    TableEvolution evolution =
        TableEvolution.of(table, declared, locked.columns(), _ -> false, findings);
    changes.addAll(evolution.changes());
    compareIds(declared, evolution.result().schema(), locked.metadata().schema());
    if (isApplied && !findings.hasErrors()) {
      evolution.commit();
      if (!isNamed.equals(declared.name())) {
        ensureNamespace(catalog, declared.name());
        catalog.renameTable(
            ProductTables.identifier(isNamed), ProductTables.identifier(declared.name()));
      }
    }
    return changes;
  }

  static void placeIsSame(TableFindings out, String name, Table table, Optional<String> location) {
    location
        .filter(place -> !place.equals(table.location()))
        .ifPresent(place -> out.otherLocation(name, table.location(), place));
  }

  private boolean isForeign(Table table, DeclaredTable declared) {
    String owner = table.properties().get(DeclaredTables.OWNER);
    String scope = plan.product().scope();
    if (owner == null
        || owner.equals(scope)
        || !declared.properties().containsKey(DeclaredTables.OWNER)) {
      return false;
    }
    findings.foreign(declared.name(), owner, scope);
    return true;
  }

  private void compareIds(DeclaredTable declared, Schema is, Schema locked) {
    if (findings.hasErrors(declared.name())) {
      return;
    }
    List<String> differing = new ArrayList<>();
    for (NestedField field : locked.columns()) {
      NestedField real = is.asStruct().field(field.name());
      if (real != null && real.fieldId() != field.fieldId()) {
        differing.add(field.name() + " is " + real.fieldId() + ", not " + field.fieldId());
      }
    }
    if (!differing.isEmpty()) {
      findings.otherIds(declared.name(), String.join(", ", differing));
    }
  }

  /** Returns the table under its name or an old one of it. */
  static Optional<Table> existing(Catalog catalog, DeclaredTable declared) {
    String name = nameIn(catalog, declared);
    try {
      return Optional.of(catalog.loadTable(ProductTables.identifier(name)));
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }

  private static String nameIn(Catalog catalog, DeclaredTable declared) {
    if (declared.was().isEmpty() || ProductTables.has(catalog, declared.name())) {
      return declared.name();
    }
    return declared.was().stream()
        .filter(old -> ProductTables.has(catalog, old))
        .findFirst()
        .orElse(declared.name());
  }

  /**
   * Makes the table's namespace. Of two that do so at once, catalogs over a database tell the later
   * one of a broken key of their own table (a REST server: of its own error), so what counts is
   * whether the namespace is there afterwards.
   */
  private static void ensureNamespace(Catalog catalog, String table) {
    TableIdentifier name = ProductTables.identifier(table);
    Namespace namespace = name.namespace();
    if (catalog instanceof SupportsNamespaces namespaces
        && !namespaces.namespaceExists(namespace)) {
      try {
        namespaces.createNamespace(namespace);
      } catch (RuntimeException e) {
        if (!namespaces.namespaceExists(namespace)) {
          throw e;
        }
      }
    }
  }
}

package dev.regauge.catalog.iceberg;

import dev.regauge.catalog.iceberg.DeclaredTable.Column;
import dev.regauge.catalog.iceberg.Evolution.Weight;
import dev.regauge.plugins.api.catalog.TableChange;
import dev.regauge.plugins.api.catalog.TableChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.iceberg.Schema;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The columns' part of an evolution: each declared column finds its own by id, name or old name.
 */
final class ColumnEvolution {

  private final TableEvolution evolution;
  private final DeclaredTable declared;
  private final Predicate<String> known;
  private final Schema schema;
  private final UpdateSchema update;

  /** Declared column to the one it is now; a new one is not here. */
  private final Map<String, NestedField> matched = new LinkedHashMap<>();

  ColumnEvolution(TableEvolution evolution, Predicate<String> known) {
    this.evolution = evolution;
    this.declared = evolution.declared();
    this.known = known;
    this.schema = evolution.result().schema();
    UpdateSchema plain = evolution.transaction().updateSchema();
    this.update =
        declared.evolution().permits(Weight.BREAKING) ? plain.allowIncompatibleChanges() : plain;
  }

  void run() {
    declared
        .columns()
        .forEach(column -> match(column).ifPresent(is -> matched.put(column.name(), is)));
    drops();
    for (Column column : declared.columns()) {
      NestedField is = matched.get(column.name());
      if (is == null) {
        add(column);
      } else {
        change(column, is);
      }
    }
    order();
    identifiers();
    if (!evolution.findings().hasErrors(declared.name())) {
      evolution.finish("", "columns", update::commit);
      newIdsAreAsDeclared();
    }
  }

  private Optional<NestedField> match(Column column) {
    NestedField byName = schema.asStruct().field(column.name());
    NestedField byId = column.id().map(schema.asStruct()::field).orElse(null);
    if (byId != null && (byId.equals(byName) || column.was().contains(byId.name()))) {
      return Optional.of(byId);
    }
    if (byId != null) {
      evolution
          .findings()
          .wrongId(
              declared,
              column.name(),
              "has the id " + byId.fieldId() + ", which is that of '" + byId.name() + "'",
              byName != null
                  ? "write id: " + byName.fieldId() + ", or leave the id out"
                  : "write was: ["
                      + byId.name()
                      + "] if it is the same column, else leave the id out");
      return Optional.ofNullable(byName);
    }
    if (byName != null) {
      column
          .id()
          .ifPresent(
              id ->
                  evolution
                      .findings()
                      .wrongId(
                          declared,
                          column.name(),
                          "has the id " + byName.fieldId() + ", not " + id,
                          "write id: " + byName.fieldId() + ", or leave the id out"));
      return Optional.of(byName);
    }
    return column.was().stream()
        .map(schema.asStruct()::field)
        .filter(Objects::nonNull)
        .filter(field -> declared.columns().stream().noneMatch(c -> c.name().equals(field.name())))
        .findFirst();
  }

  private void drops() {
    for (NestedField field : schema.columns()) {
      if (matched.containsValue(field)) {
        continue;
      }
      if (known.test(field.name())) {
        evolution.make(
            new TableChange(
                Kind.drop_column, field.name(), "column " + field.name() + " goes away"),
            Weight.BREAKING,
            "",
            () -> update.deleteColumn(field.name()));
      } else {
        evolution.findings().undeclared(declared.name(), field.name());
      }
    }
  }

  private void add(Column column) {
    if (column.required() && declared.evolution().permits(Weight.BREAKING) && evolution.hasRows()) {
      evolution.findings().noValue(declared, column.name());
      return;
    }
    String text =
        "column "
            + column.name()
            + " "
            + TypeNames.of(column.type())
            + (column.required() ? ", required" : "");
    evolution.make(
        new TableChange(Kind.add_column, column.name(), text),
        column.required() ? Weight.BREAKING : Weight.ADDITIVE,
        "",
        () -> {
          String doc = column.doc().orElse(null);
          if (column.required()) {
            update.addRequiredColumn(null, column.name(), column.type(), doc);
          } else {
            update.addColumn(null, column.name(), column.type(), doc);
          }
        });
  }

  private void change(Column column, NestedField is) {
    String now = is.name();
    if (!now.equals(column.name())) {
      evolution.make(
          new TableChange(
              Kind.rename_column, column.name(), "column " + now + " becomes " + column.name()),
          Weight.FULL,
          "was",
          () -> update.renameColumn(now, column.name()));
    }
    new TypeEvolution(evolution, update, column.name()).compare(now, is.type(), column.type());
    if (is.isRequired() && !column.required()) {
      evolution.make(
          new TableChange(Kind.relax_column, column.name(), column.name() + " may be null"),
          Weight.ADDITIVE,
          "required",
          () -> update.makeColumnOptional(now));
    } else if (is.isOptional() && column.required()) {
      evolution.make(
          new TableChange(Kind.require_column, column.name(), column.name() + " may not be null"),
          Weight.BREAKING,
          "required",
          () -> update.requireColumn(now));
    }
    String doc = column.doc().orElse(null);
    if (!Objects.equals(doc, is.doc())) {
      evolution.make(
          new TableChange(
              Kind.document_column, column.name(), column.name() + " is described anew"),
          Weight.FREE,
          "doc",
          () -> update.updateColumnDoc(now, doc));
    }
  }

  /** Brings the columns in the declared order; those of others stay behind them. */
  private void order() {
    List<String> wanted = declared.columns().stream().map(Column::name).toList();
    List<String> coming = new ArrayList<>();
    for (NestedField field : schema.columns()) {
      matched.forEach(
          (name, is) -> {
            if (is.equals(field)) {
              coming.add(name);
            }
          });
    }
    List<String> kept = List.copyOf(coming);
    wanted.stream().filter(name -> !matched.containsKey(name)).forEach(coming::add);
    if (coming.equals(wanted)) {
      return;
    }
    boolean isMoved = !wanted.stream().filter(matched::containsKey).toList().equals(kept);
    Runnable moves =
        () -> {
          String before = null;
          for (String name : wanted) {
            NestedField is = matched.get(name);
            String now = is == null ? name : is.name();
            if (before == null) {
              update.moveFirst(now);
            } else {
              update.moveAfter(now, before);
            }
            before = now;
          }
        };
    if (isMoved) {
      evolution.make(
          new TableChange(
              Kind.move_column, "", "columns in the order " + String.join(", ", wanted)),
          Weight.ADDITIVE,
          "columns",
          moves);
    } else if (!evolution.findings().hasErrors(declared.name())) {
      evolution.finish("", "columns", moves);
    }
  }

  private void identifiers() {
    declared.columns().stream()
        .filter(column -> column.primaryKey() && !column.required())
        .forEach(column -> evolution.findings().optionalKey(declared.name(), column.name()));
    List<String> wanted = declared.identifierFields();
    TreeSet<String> are = new TreeSet<>();
    for (String name : schema.identifierFieldNames()) {
      are.add(
          matched.entrySet().stream()
              .filter(entry -> entry.getValue().name().equals(name))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse(name));
    }
    if (are.equals(new TreeSet<>(wanted))) {
      return;
    }
    evolution.make(
        new TableChange(
            Kind.identifier_fields,
            "",
            "identifier fields: " + (wanted.isEmpty() ? "none" : String.join(", ", wanted))),
        are.isEmpty() ? Weight.ADDITIVE : Weight.FULL,
        "columns",
        () -> update.setIdentifierFields(wanted));
  }

  /** A new column's id is the next free one, whatever the product would like. */
  private void newIdsAreAsDeclared() {
    Schema result = evolution.result().schema();
    for (Column column : declared.columns()) {
      NestedField made = result.asStruct().field(column.name());
      if (made != null
          && !matched.containsKey(column.name())
          && column.id().isPresent()
          && column.id().get() != made.fieldId()) {
        evolution
            .findings()
            .wrongId(
                declared,
                column.name(),
                "gets the id "
                    + made.fieldId()
                    + ", the next one that was never given, not "
                    + column.id().get(),
                "write id: " + made.fieldId() + ", or leave the id out");
      }
    }
  }
}

package dev.regauge.catalog.iceberg;

import dev.regauge.catalog.iceberg.Evolution.Weight;
import dev.regauge.plugins.api.catalog.TableChange;
import dev.regauge.plugins.api.catalog.TableChange.Kind;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** A column's type, part by part; which promotions there are is Iceberg's to say. */
final class TypeEvolution {

  private final TableEvolution evolution;
  private final UpdateSchema update;
  private final String column;

  TypeEvolution(TableEvolution evolution, UpdateSchema update, String column) {
    this.evolution = evolution;
    this.update = update;
    this.column = column;
  }

  /** Compares a part at Iceberg's address, for example {@code items.element.qty}. */
  void compare(String path, Type is, Type wanted) {
    if (is instanceof Type.PrimitiveType && wanted instanceof Type.PrimitiveType wider) {
      if (!is.equals(wanted)) {
        evolution.make(
            new TableChange(
                Kind.widen_column,
                column,
                path + ": " + TypeNames.of(is) + " becomes " + TypeNames.of(wanted)),
            Weight.ADDITIVE,
            "type",
            () -> update.updateColumn(path, wider));
      }
    } else if (is instanceof Types.StructType from && wanted instanceof Types.StructType to) {
      fields(path, from, to);
    } else if (is instanceof Types.ListType from && wanted instanceof Types.ListType to) {
      compare(path + ".element", from.elementType(), to.elementType());
    } else if (is instanceof Types.MapType from && wanted instanceof Types.MapType to) {
      compare(path + ".key", from.keyType(), to.keyType());
      compare(path + ".value", from.valueType(), to.valueType());
    } else {
      evolution
          .findings()
          .impossible(
              evolution.declared(),
              column,
              "type",
              "Cannot change column type: "
                  + path
                  + ": "
                  + TypeNames.of(is)
                  + " -> "
                  + TypeNames.of(wanted));
    }
  }

  private void fields(String path, Types.StructType is, Types.StructType wanted) {
    for (NestedField field : is.fields()) {
      if (wanted.field(field.name()) == null) {
        evolution.make(
            new TableChange(
                Kind.drop_column, column, "field " + path + "." + field.name() + " goes away"),
            Weight.BREAKING,
            "type",
            () -> update.deleteColumn(path + "." + field.name()));
      }
    }
    for (NestedField field : wanted.fields()) {
      NestedField now = is.field(field.name());
      if (now == null) {
        evolution.make(
            new TableChange(
                Kind.add_column,
                column,
                "field " + path + "." + field.name() + " " + TypeNames.of(field.type())),
            Weight.ADDITIVE,
            "type",
            () -> update.addColumn(path, field.name(), field.type()));
      } else {
        compare(path + "." + field.name(), now.type(), field.type());
      }
    }
  }
}

package dev.regauge.catalog.iceberg;

import dev.regauge.catalog.iceberg.DeclaredTable.PartitionField;
import dev.regauge.catalog.iceberg.Evolution.Weight;
import dev.regauge.plugins.api.catalog.TableChange;
import dev.regauge.plugins.api.catalog.TableChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.ReplaceSortOrder;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.UpdatePartitionSpec;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.transforms.Transforms;

/** The part of an evolution about where rows go: partition fields and sort order. */
final class LayoutEvolution {

  private final TableEvolution evolution;
  private final DeclaredTable declared;

  LayoutEvolution(TableEvolution evolution) {
    this.evolution = evolution;
    this.declared = evolution.declared();
  }

  void run() {
    partitions();
    if (!evolution.findings().hasErrors(declared.name())) {
      sortOrder();
    }
  }

  private void partitions() {
    Schema schema = evolution.result().schema();
    List<PartitionField> are = new ArrayList<>();
    evolution
        .result()
        .spec()
        .fields()
        .forEach(
            field ->
                are.add(
                    new PartitionField(
                        Objects.requireNonNull(schema.findColumnName(field.sourceId())),
                        field.transform().toString(),
                        field.name())));
    boolean isSame =
        are.stream()
                .filter(
                    field ->
                        !field.transform().equals("void") || declared.partitionBy().contains(field))
                .allMatch(declared.partitionBy()::contains)
            && are.containsAll(declared.partitionBy());
    if (isSame) {
      return;
    }
    UpdatePartitionSpec update = evolution.transaction().updateSpec();
    for (PartitionField is : are) {
      PartitionField wanted = same(declared.partitionBy(), is);
      if (wanted == null && !is.transform().equals("void")) {
        evolution.make(
            new TableChange(Kind.drop_partition_field, "", "no longer partitioned by " + text(is)),
            Weight.FULL,
            "partitionBy",
            () -> update.removeField(is.name()));
      } else if (wanted != null && !wanted.name().equals(is.name())) {
        evolution.make(
            new TableChange(
                Kind.rename_partition_field,
                "",
                "partition field " + is.name() + " becomes " + wanted.name()),
            Weight.FULL,
            "partitionBy",
            () -> update.renameField(is.name(), wanted.name()));
      }
    }
    for (PartitionField wanted : declared.partitionBy()) {
      if (same(are, wanted) == null) {
        evolution.make(
            new TableChange(Kind.add_partition_field, "", "partitioned by " + text(wanted)),
            Weight.FULL,
            "partitionBy",
            () ->
                update.addField(
                    wanted.name(),
                    Expressions.transform(
                        wanted.column(), Transforms.fromString(wanted.transform()))));
      }
    }
    if (!evolution.findings().hasErrors(declared.name())) {
      evolution.finish("", "partitionBy", update::commit);
    }
  }

  private static @org.jspecify.annotations.Nullable PartitionField same(
      List<PartitionField> fields, PartitionField field) {
    return fields.stream()
        .filter(
            other ->
                other.column().equals(field.column())
                    && other.transform().equals(field.transform()))
        .findFirst()
        .orElse(null);
  }

  private static String text(PartitionField field) {
    return field.transform().equals("identity")
        ? field.column()
        : field.transform() + "(" + field.column() + ") as " + field.name();
  }

  private void sortOrder() {
    SortOrder is = evolution.result().sortOrder();
    SortOrder wanted = NewTable.sortOrder(declared, evolution.result().schema());
    if (is.sameOrder(wanted)) {
      return;
    }
    evolution.make(
        new TableChange(
            Kind.sort_order,
            "",
            declared.sortBy().isEmpty()
                ? "rows are no longer sorted"
                : "rows are sorted by "
                    + String.join(
                        ", ",
                        declared.sortBy().stream()
                            .map(field -> field.column() + (field.isDescending() ? " desc" : ""))
                            .toList())),
        Weight.FREE,
        "sortBy",
        () -> {
          ReplaceSortOrder replace = evolution.transaction().replaceSortOrder();
          for (DeclaredTable.SortField field : declared.sortBy()) {
            NullOrder nulls = field.areNullsFirst() ? NullOrder.NULLS_FIRST : NullOrder.NULLS_LAST;
            if (field.isDescending()) {
              replace.desc(field.column(), nulls);
            } else {
              replace.asc(field.column(), nulls);
            }
          }
          replace.commit();
        });
  }
}

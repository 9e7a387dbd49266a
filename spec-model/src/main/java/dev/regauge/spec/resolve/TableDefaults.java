package dev.regauge.spec.resolve;

import static dev.regauge.spec.resolve.SpecResolver.or;

import dev.regauge.spec.model.OutputSpec;
import dev.regauge.spec.model.TableSpec;
import dev.regauge.spec.model.TableSpec.ColumnSpec;
import dev.regauge.spec.model.TableSpec.PartitionFieldSpec;
import dev.regauge.spec.model.TableSpec.SortFieldSpec;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The defaults of tables, written and read. */
final class TableDefaults {

  private final Optional<String> catalog;

  TableDefaults(Optional<String> catalog) {
    this.catalog = catalog;
  }

  TableSpec table(TableSpec spec) {
    return new TableSpec(
        spec.name(),
        spec.catalog().or(() -> catalog),
        spec.description(),
        columns(spec.columns()),
        partitionBy(spec.partitionBy()),
        sortBy(spec.sortBy()),
        spec.properties());
  }

  OutputSpec output(OutputSpec spec, String table) {
    return new OutputSpec(
        or(spec.table(), table),
        spec.catalog().or(() -> catalog),
        spec.description(),
        or(spec.write(), "replace"),
        spec.key(),
        columns(spec.columns()),
        partitionBy(spec.partitionBy()),
        sortBy(spec.sortBy()),
        spec.properties());
  }

  /** The one table of an asset that says nothing about its outputs. */
  OutputSpec implied(String table) {
    OutputSpec nothing =
        new OutputSpec(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Collections.emptySortedMap());
    return output(nothing, table);
  }

  private static List<ColumnSpec> columns(List<ColumnSpec> specs) {
    return specs.stream()
        .map(
            spec ->
                new ColumnSpec(
                    spec.name(),
                    spec.type(),
                    or(spec.required(), false),
                    spec.doc(),
                    or(spec.primaryKey(), false),
                    or(spec.unique(), false),
                    spec.id()))
        .toList();
  }

  private static List<PartitionFieldSpec> partitionBy(List<PartitionFieldSpec> specs) {
    return specs.stream()
        .map(
            spec -> {
              String transform = spec.transform().orElse("identity");
              return new PartitionFieldSpec(
                  spec.column(),
                  Optional.of(transform),
                  or(spec.name(), fieldName(spec.column(), transform)));
            })
        .toList();
  }

  /** Names a partition field as Iceberg's own libraries do: {@code updated_at_day}. */
  private static String fieldName(String column, String transform) {
    int bracket = transform.indexOf('[');
    String kind = bracket < 0 ? transform : transform.substring(0, bracket);
    return switch (kind) {
      case "identity" -> column;
      case "truncate" -> column + "_trunc";
      case "void" -> column + "_null";
      default -> column + "_" + kind;
    };
  }

  private static List<SortFieldSpec> sortBy(List<SortFieldSpec> specs) {
    return specs.stream()
        .map(
            spec -> {
              String direction = spec.direction().orElse("asc");
              String nulls = direction.equals("asc") ? "first" : "last";
              return new SortFieldSpec(
                  spec.column(), Optional.of(direction), or(spec.nulls(), nulls));
            })
        .toList();
  }
}

package dev.regauge.spec.resolve;

import static dev.regauge.spec.resolve.SpecResolver.or;

import dev.regauge.spec.model.OutputSpec;
import dev.regauge.spec.model.TableSpec;
import dev.regauge.spec.model.TableSpec.ColumnSpec;
import dev.regauge.spec.model.TableSpec.DedupeSpec;
import dev.regauge.spec.model.TableSpec.EvolutionSpec;
import dev.regauge.spec.model.TableSpec.PartitionFieldSpec;
import dev.regauge.spec.model.TableSpec.SortFieldSpec;
import java.util.List;
import java.util.Optional;

/** The defaults of tables, written and read. */
final class TableDefaults {

  /** The branch of a table that readers see. */
  static final String MAIN = "main";

  private final Optional<String> catalog;

  TableDefaults(Optional<String> catalog) {
    this.catalog = catalog;
  }

  TableSpec table(TableSpec spec) {
    return new TableSpec(
        spec.name(),
        spec.catalog().or(() -> catalog),
        or(spec.layer(), TableSpec.layerOf(spec.name())),
        spec.description(),
        spec.was(),
        spec.write(),
        spec.key(),
        spec.dedupe().map(TableDefaults::dedupe),
        spec.columnLineage(),
        columns(spec.columns()),
        spec.metadataColumns(),
        partitionBy(spec.partitionBy()),
        sortBy(spec.sortBy()),
        spec.location(),
        spec.properties(),
        Optional.of(evolution(spec.evolution())),
        spec.retention(),
        or(spec.branch(), MAIN));
  }

  /**
   * Completes a table that an asset writes.
   *
   * @param write how it is written when the output does not say it
   * @param branch the branch when the output does not say it
   */
  OutputSpec output(OutputSpec spec, String table, String write, Optional<String> branch) {
    return new OutputSpec(
        or(spec.table(), table),
        spec.catalog().or(() -> catalog),
        or(spec.layer(), TableSpec.layerOf(spec.table().orElse(table))),
        spec.description(),
        spec.was(),
        or(spec.write(), write),
        spec.key(),
        spec.dedupe().map(TableDefaults::dedupe),
        spec.columnLineage(),
        columns(spec.columns()),
        spec.metadataColumns(),
        partitionBy(spec.partitionBy()),
        sortBy(spec.sortBy()),
        spec.location(),
        spec.properties(),
        Optional.of(evolution(spec.evolution())),
        spec.retention(),
        spec.branch().or(() -> branch));
  }

  private static DedupeSpec dedupe(DedupeSpec spec) {
    return new DedupeSpec(or(spec.keep(), "last"), spec.orderBy());
  }

  private static EvolutionSpec evolution(Optional<EvolutionSpec> spec) {
    return new EvolutionSpec(
        or(spec.flatMap(EvolutionSpec::mode), "additive"),
        or(spec.flatMap(EvolutionSpec::allowBreaking), false));
  }

  /** The one table of an asset that says nothing about its outputs. */
  OutputSpec implied(String table, String write, Optional<String> branch) {
    return output(OutputSpec.UNSAID, table, write, branch);
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
                    spec.id(),
                    spec.was(),
                    or(spec.classification(), "internal"),
                    spec.piiType()))
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

package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.CheckSpec;
import java.util.Optional;

/** The other table that a check compares with, and where it is named. */
public record ComparedTable(String table, SpecPath at) {

  /**
   * Returns the table of a check that compares; empty for one that looks at its own table alone.
   *
   * @param check where the check is written
   */
  public static Optional<ComparedTable> of(CheckSpec.TestSpec test, SpecPath check) {
    SpecPath at = check.field(test.kind());
    return switch (test) {
      case CheckSpec.Relationships spec ->
          Optional.of(new ComparedTable(spec.to().table(), at.field("to").field("table")));
      case CheckSpec.RowCountParity spec -> source(spec.source(), at);
      case CheckSpec.AggregateParity spec -> source(spec.source(), at);
      case CheckSpec.KeyParity spec -> source(spec.source(), at);
      case CheckSpec.ChecksumParity spec -> source(spec.source(), at);
      case CheckSpec.NotNull _,
          CheckSpec.Unique _,
          CheckSpec.RowCount _,
          CheckSpec.Range _,
          CheckSpec.AcceptedValues _,
          CheckSpec.Sql _,
          CheckSpec.Python _,
          CheckSpec.Pattern _,
          CheckSpec.Freshness _,
          CheckSpec.Schema _,
          CheckSpec.Expression _ ->
          Optional.empty();
    };
  }

  private static Optional<ComparedTable> source(String table, SpecPath at) {
    return Optional.of(new ComparedTable(table, at.field("source")));
  }
}

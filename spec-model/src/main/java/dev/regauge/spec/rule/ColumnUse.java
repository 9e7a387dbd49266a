package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.CheckSpec;
import java.util.ArrayList;
import java.util.List;

/** A column that something names, and where. */
record ColumnUse(String column, SpecPath at) {

  /** Returns the columns that a test names; {@code check} is the place of the check. */
  static List<ColumnUse> of(CheckSpec.TestSpec test, SpecPath check) {
    return switch (test) {
      case CheckSpec.NotNull spec -> ofList(spec.columns(), check.field("not_null"));
      case CheckSpec.Unique spec -> ofList(spec.columns(), check.field("unique"));
      case CheckSpec.Range spec -> List.of(ofOne(spec.column(), check.field("range")));
      case CheckSpec.AcceptedValues spec ->
          List.of(ofOne(spec.column(), check.field("accepted_values")));
      case CheckSpec.Pattern spec -> List.of(ofOne(spec.column(), check.field("pattern")));
      case CheckSpec.Freshness spec -> List.of(ofOne(spec.column(), check.field("freshness")));
      case CheckSpec.Relationships spec ->
          List.of(ofOne(spec.column(), check.field("relationships")));
      case CheckSpec.Expression spec -> ofList(spec.columns(), check.field("expression"));
      case CheckSpec.KeyParity spec ->
          ofNames(spec.keyColumns(), check.field("key_parity").field("keyColumns"));
      case CheckSpec.ChecksumParity spec -> {
        SpecPath at = check.field("checksum_parity");
        List<ColumnUse> uses = new ArrayList<>(ofNames(spec.keyColumns(), at.field("keyColumns")));
        uses.addAll(ofNames(spec.columns(), at.field("columns")));
        yield uses;
      }
      case CheckSpec.AggregateParity spec -> {
        SpecPath at = check.field("aggregate_parity");
        List<ColumnUse> uses = new ArrayList<>(ofNames(spec.groupBy(), at.field("groupBy")));
        for (int i = 0; i < spec.aggregates().size(); i++) {
          String column = spec.aggregates().get(i).targetColumn();
          uses.add(new ColumnUse(column, at.field("aggregates").at(i).field("targetColumn")));
        }
        yield uses;
      }
      case CheckSpec.RowCount _,
          CheckSpec.Sql _,
          CheckSpec.Python _,
          CheckSpec.Schema _,
          CheckSpec.RowCountParity _ ->
          List.of();
    };
  }

  /** Returns the columns of a list of names. */
  static List<ColumnUse> ofNames(List<String> columns, SpecPath list) {
    List<ColumnUse> uses = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      uses.add(new ColumnUse(columns.get(i), list.at(i)));
    }
    return uses;
  }

  private static List<ColumnUse> ofList(List<String> columns, SpecPath test) {
    return ofNames(columns, test.field("columns"));
  }

  private static ColumnUse ofOne(String column, SpecPath test) {
    return new ColumnUse(column, test.field("column"));
  }
}

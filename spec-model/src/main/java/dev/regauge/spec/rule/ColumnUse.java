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
      case CheckSpec.RowCount _, CheckSpec.Sql _, CheckSpec.Python _ -> List.of();
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

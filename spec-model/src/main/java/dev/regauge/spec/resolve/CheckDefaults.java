package dev.regauge.spec.resolve;

import static dev.regauge.spec.resolve.SpecResolver.or;

import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.CheckSpec.Expectation;
import dev.regauge.spec.model.CheckSpec.ScopeSpec;
import dev.regauge.spec.model.CheckSpec.TestSpec;
import dev.regauge.spec.model.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The defaults of checks. */
final class CheckDefaults {

  private static final int LONGEST_NAME = 128;

  private CheckDefaults() {}

  static CheckSpec check(CheckSpec spec) {
    return new CheckSpec(
        or(spec.name(), name(spec.test())),
        or(spec.onFail(), "error"),
        or(spec.threshold(), 0.0),
        or(spec.warnThreshold(), 0.0),
        or(spec.timeout(), "PT5M"),
        or(spec.enabled(), true),
        spec.description(),
        spec.tags(),
        Optional.of(new ScopeSpec(or(spec.scope().flatMap(ScopeSpec::partition), "auto"))),
        test(spec.test()));
  }

  private static TestSpec test(TestSpec spec) {
    return switch (spec) {
      case CheckSpec.NotNull test -> test;
      case CheckSpec.Unique test -> test;
      case CheckSpec.RowCount test -> test;
      case CheckSpec.Range test -> test;
      case CheckSpec.AcceptedValues test -> test;
      case CheckSpec.Python test -> test;
      case CheckSpec.Sql test ->
          new CheckSpec.Sql(
              test.query(),
              or(test.expect(), new Expectation("eq", new Value.Number(BigDecimal.ZERO))));
    };
  }

  /** Returns the name of a check that has none, for example {@code unique_order_id}. */
  private static String name(TestSpec spec) {
    return switch (spec) {
      case CheckSpec.NotNull test -> name("not_null", test.columns());
      case CheckSpec.Unique test -> name("unique", test.columns());
      case CheckSpec.RowCount test -> "row_count";
      case CheckSpec.Range test -> name("range", List.of(test.column()));
      case CheckSpec.AcceptedValues test -> name("accepted_values", List.of(test.column()));
      case CheckSpec.Python test -> "python";
      case CheckSpec.Sql test -> "sql";
    };
  }

  private static String name(String kind, List<String> columns) {
    String name = kind + "_" + String.join("_", columns);
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }
}

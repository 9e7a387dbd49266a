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
        or(spec.dimension(), spec.test().dimension()),
        spec.weight(),
        Optional.of(scope(spec.scope())),
        test(spec.test()));
  }

  private static ScopeSpec scope(Optional<ScopeSpec> spec) {
    return new ScopeSpec(
        or(spec.flatMap(ScopeSpec::partition), "auto"),
        spec.flatMap(ScopeSpec::column),
        or(spec.flatMap(ScopeSpec::rollingWindowDays), ScopeSpec.LAST_DAYS),
        or(spec.flatMap(ScopeSpec::fullTable), false));
  }

  private static TestSpec test(TestSpec spec) {
    return switch (spec) {
      case CheckSpec.NotNull test -> test;
      case CheckSpec.Unique test -> test;
      case CheckSpec.RowCount test -> test;
      case CheckSpec.Range test -> test;
      case CheckSpec.AcceptedValues test -> test;
      case CheckSpec.Python test -> test;
      case CheckSpec.Freshness test -> test;
      case CheckSpec.Relationships test -> test;
      case CheckSpec.Expression test -> test;
      case CheckSpec.KeyParity test -> test;
      case CheckSpec.Sql test ->
          new CheckSpec.Sql(
              test.query(),
              or(test.expect(), new Expectation("eq", new Value.Number(BigDecimal.ZERO))));
      case CheckSpec.Pattern test ->
          new CheckSpec.Pattern(test.column(), test.regex(), or(test.caseSensitive(), true));
      case CheckSpec.Schema test -> new CheckSpec.Schema(or(test.mode(), "exact"));
      case CheckSpec.RowCountParity test ->
          new CheckSpec.RowCountParity(
              test.source(),
              or(test.mode(), "parity"),
              or(test.tolerance(), 0.0),
              test.absoluteTolerance(),
              test.where());
      case CheckSpec.AggregateParity test ->
          new CheckSpec.AggregateParity(
              test.source(),
              test.groupBy(),
              test.aggregates(),
              or(test.tolerance(), 0.0),
              test.absoluteTolerance());
      case CheckSpec.ChecksumParity test ->
          new CheckSpec.ChecksumParity(
              test.source(),
              test.keyColumns(),
              test.columns(),
              or(test.algorithm(), "xxhash64"),
              or(test.floatPrecision(), 6),
              test.sample(),
              test.limit());
    };
  }

  /** Returns the name of a check that has none, for example {@code unique_order_id}. */
  private static String name(TestSpec spec) {
    String kind = spec.kind();
    return switch (spec) {
      case CheckSpec.NotNull test -> name(kind, test.columns());
      case CheckSpec.Unique test -> name(kind, test.columns());
      case CheckSpec.Range test -> name(kind, List.of(test.column()));
      case CheckSpec.AcceptedValues test -> name(kind, List.of(test.column()));
      case CheckSpec.Pattern test -> name(kind, List.of(test.column()));
      case CheckSpec.Freshness test -> name(kind, List.of(test.column()));
      case CheckSpec.Relationships test -> name(kind, List.of(test.column()));
      case CheckSpec.Expression test -> name(kind, test.columns());
      case CheckSpec.KeyParity test -> name(kind, test.keyColumns());
      case CheckSpec.ChecksumParity test -> name(kind, test.columns());
      case CheckSpec.RowCount _,
          CheckSpec.Schema _,
          CheckSpec.RowCountParity _,
          CheckSpec.AggregateParity _,
          CheckSpec.Python _,
          CheckSpec.Sql _ ->
          kind;
    };
  }

  private static String name(String kind, List<String> columns) {
    String name = columns.isEmpty() ? kind : kind + "_" + String.join("_", columns);
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }
}

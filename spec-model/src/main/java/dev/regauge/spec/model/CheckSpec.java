package dev.regauge.spec.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A test on an asset: what is tested, and what a failure means. */
public record CheckSpec(
    Optional<String> name,
    Optional<String> onFail,
    Optional<Double> threshold,
    Optional<Double> warnThreshold,
    Optional<String> timeout,
    Optional<Boolean> enabled,
    Optional<String> description,
    SortedMap<String, String> tags,
    Optional<ScopeSpec> scope,
    TestSpec test) {

  /** Which rows are looked at; partition is auto or none. */
  public record ScopeSpec(Optional<String> partition) {}

  /** What is tested; in YAML the kind is the key. */
  public sealed interface TestSpec {}

  /** No null in the columns. */
  public record NotNull(List<String> columns) implements TestSpec {}

  /** The columns are a key. */
  public record Unique(List<String> columns) implements TestSpec {}

  /** The number of rows. */
  public record RowCount(Optional<Long> min, Optional<Long> max) implements TestSpec {}

  /** Values in [min, max]. */
  public record Range(String column, Optional<Value> min, Optional<Value> max)
      implements TestSpec {}

  /** Values from a list. */
  public record AcceptedValues(String column, List<Value> values) implements TestSpec {}

  /** A query's one value compared. */
  public record Sql(String query, Optional<Expectation> expect) implements TestSpec {}

  /** {@code op} eq, ne, lt, le, gt or ge. */
  public record Expectation(String op, Value value) {}

  /** A function of the user's. */
  public record Python(String entrypoint, SortedMap<String, Value> params) implements TestSpec {}
}

package dev.regauge.spec.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A test on what a step wrote.
 *
 * @param onFail {@code block}, {@code error}, {@code warn} or {@code info} (semantics 19)
 * @param threshold the violation rate, 0 to 1, above which the check fails
 * @param warnThreshold the rate above which it warns
 * @param scope {@code auto}: the run's partition; {@code none}: the whole table
 */
public record CheckPlan(
    String name,
    String onFail,
    double threshold,
    double warnThreshold,
    long timeoutSeconds,
    boolean enabled,
    String scope,
    Optional<String> description,
    SortedMap<String, String> tags,
    Test test) {

  /** What is tested; in JSON an object with the kind as its {@code kind} member. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = CheckPlan.NotNull.class, name = "not_null"),
    @JsonSubTypes.Type(value = CheckPlan.Unique.class, name = "unique"),
    @JsonSubTypes.Type(value = CheckPlan.RowCount.class, name = "row_count"),
    @JsonSubTypes.Type(value = CheckPlan.Range.class, name = "range"),
    @JsonSubTypes.Type(value = CheckPlan.AcceptedValues.class, name = "accepted_values"),
    @JsonSubTypes.Type(value = CheckPlan.Sql.class, name = "sql"),
    @JsonSubTypes.Type(value = CheckPlan.Python.class, name = "python"),
    @JsonSubTypes.Type(value = CheckPlan.Later.class, name = "later")
  })
  public sealed interface Test {}

  /** No value of the columns is null. */
  public record NotNull(List<String> columns) implements Test {}

  /** The columns together are a key. */
  public record Unique(List<String> columns) implements Test {}

  /** The number of rows lies in [min, max]. */
  public record RowCount(Optional<Long> min, Optional<Long> max) implements Test {}

  /** Each value lies in [min, max]; nulls pass. */
  public record Range(String column, Optional<Value> min, Optional<Value> max) implements Test {

    /** A bound that is written as null is none. */
    public Range {
      min = min.filter(bound -> !(bound instanceof Value.Nothing));
      max = max.filter(bound -> !(bound instanceof Value.Nothing));
    }
  }

  /** Each value is one of these; nulls pass. */
  public record AcceptedValues(String column, List<Value> values) implements Test {}

  /** A query's one value compared: {@code op} is eq, ne, lt, le, gt or ge. */
  public record Sql(String query, String op, Value value) implements Test {}

  /** A function of the user's that answers whether the data are right. */
  public record Python(String entrypoint, SortedMap<String, Value> params) implements Test {}

  /**
   * A kind that no target carries out yet: each refuses it as a feature before it reads the plan.
   *
   * @param of the kind in the spec, for example {@code pattern}
   */
  public record Later(String of) implements Test {}
}

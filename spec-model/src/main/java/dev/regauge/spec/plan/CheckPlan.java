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
 * @param scopeColumn the time column of the rolling window where a run has no partition
 * @param rollingWindowDays how many days of it are looked at
 * @param fullTable the whole table, whatever the partition
 * @param dimension what of the data's quality it is about, for example {@code validity}
 * @param weight how much it counts in the score
 */
public record CheckPlan(
    String name,
    String onFail,
    double threshold,
    double warnThreshold,
    long timeoutSeconds,
    boolean enabled,
    String scope,
    Optional<String> scopeColumn,
    int rollingWindowDays,
    boolean fullTable,
    String dimension,
    double weight,
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
    @JsonSubTypes.Type(value = CheckPlan.Pattern.class, name = "pattern"),
    @JsonSubTypes.Type(value = CheckPlan.Freshness.class, name = "freshness"),
    @JsonSubTypes.Type(value = CheckPlan.Relationships.class, name = "relationships"),
    @JsonSubTypes.Type(value = CheckPlan.Schema.class, name = "schema"),
    @JsonSubTypes.Type(value = CheckPlan.Expression.class, name = "expression"),
    @JsonSubTypes.Type(value = CheckPlan.RowCountParity.class, name = "row_count_parity"),
    @JsonSubTypes.Type(value = CheckPlan.AggregateParity.class, name = "aggregate_parity"),
    @JsonSubTypes.Type(value = CheckPlan.KeyParity.class, name = "key_parity"),
    @JsonSubTypes.Type(value = CheckPlan.ChecksumParity.class, name = "checksum_parity"),
    @JsonSubTypes.Type(value = CheckPlan.QualityGate.class, name = "quality_gate"),
    @JsonSubTypes.Type(value = CheckPlan.Dbt.class, name = "dbt"),
    @JsonSubTypes.Type(value = CheckPlan.Contract.class, name = "contract")
  })
  public sealed interface Test {

    /** Returns the kind, as it stands in the plan and in the spec. */
    default String kindName() {
      return switch (this) {
        case NotNull _ -> "not_null";
        case Unique _ -> "unique";
        case RowCount _ -> "row_count";
        case Range _ -> "range";
        case AcceptedValues _ -> "accepted_values";
        case Sql _ -> "sql";
        case Python _ -> "python";
        case Pattern _ -> "pattern";
        case Freshness _ -> "freshness";
        case Relationships _ -> "relationships";
        case Schema _ -> "schema";
        case Expression _ -> "expression";
        case RowCountParity _ -> "row_count_parity";
        case AggregateParity _ -> "aggregate_parity";
        case KeyParity _ -> "key_parity";
        case ChecksumParity _ -> "checksum_parity";
        case QualityGate _ -> "quality_gate";
        case Dbt _ -> "dbt";
        case Contract _ -> "contract";
      };
    }
  }

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

  /** Each text matches a regular expression; nulls pass. */
  public record Pattern(String column, String regex, boolean caseSensitive) implements Test {}

  /** The newest value of a time column is not older. */
  public record Freshness(String column, long maxAgeSeconds) implements Test {}

  /** Each value is one of another table's column; nulls pass. */
  public record Relationships(String column, ForeignColumn to) implements Test {}

  /** A column of a table. */
  public record ForeignColumn(String table, String column) {}

  /** The data have the declared columns: {@code exact}, or {@code subset} for these at least. */
  public record Schema(String mode) implements Test {}

  /** A condition in SQL that every row keeps. */
  public record Expression(String sql, List<String> columns) implements Test {}

  /** As many rows as in another table; either tolerance is enough. */
  public record RowCountParity(
      String source,
      String mode,
      double tolerance,
      Optional<Long> absoluteTolerance,
      Optional<String> where)
      implements Test {}

  /** The same aggregates as over another table, group by group. */
  public record AggregateParity(
      String source,
      List<String> groupBy,
      List<Aggregate> aggregates,
      double tolerance,
      Optional<Long> absoluteTolerance)
      implements Test {}

  /** An aggregate over the source, and the column that has it here. */
  public record Aggregate(String name, String expression, String targetColumn) {}

  /** The same keys as another table. */
  public record KeyParity(String source, List<String> keyColumns) implements Test {}

  /** The same checksums as another table, row by row; no columns = all that both have. */
  public record ChecksumParity(
      String source,
      List<String> keyColumns,
      List<String> columns,
      String algorithm,
      int floatPrecision,
      Optional<Double> sample,
      Optional<Long> limit)
      implements Test {}

  /**
   * The score of the asset's other checks is high enough; it comes after them. The product's gate
   * is one for each asset that it is about.
   */
  public record QualityGate(double minScore, Optional<Double> warnScore) implements Test {}

  /**
   * A test of a dbt project, which dbt runs beside the model.
   *
   * @param test its unique id
   * @param table what it looks at, where the step makes several; absent = the step's only one
   */
  public record Dbt(String test, Optional<String> table) implements Test {}

  /**
   * What is read of others is as their contract promises: asked before the step reads. Where it
   * blocks, the step itself is blocked, as by a check of that table.
   */
  public record Contract(String external) implements Test {}
}

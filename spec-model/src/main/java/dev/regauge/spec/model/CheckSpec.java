package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.Inline;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.NotEmpty;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.ShortForm.Written;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A test on an asset: what is tested, and what a failure means.
 *
 * @param threshold the rate of violations above which {@code onFail} counts
 * @param warnThreshold the rate above which the check warns
 * @param dimension what of the data's quality the check is about; each kind has its own
 * @param weight how much the check counts in the score; from {@code onFail} when absent
 */
public record CheckSpec(
    @Format(TextFormat.NAME) Optional<String> name,
    @Choice({"block", "error", "warn", "info"}) Optional<String> onFail,
    @Between(min = 0, max = 1) Optional<Double> threshold,
    @Between(min = 0, max = 1) Optional<Double> warnThreshold,
    @Format(TextFormat.DURATION) Optional<String> timeout,
    Optional<Boolean> enabled,
    Optional<String> description,
    @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, String> tags,
    @Choice({"completeness", "accuracy", "validity", "consistency", "timeliness"})
        Optional<String> dimension,
    @Between(min = 0, max = 1000) Optional<Double> weight,
    Optional<ScopeSpec> scope,
    @Inline TestSpec test) {

  /**
   * Which rows are looked at.
   *
   * @param partition {@code auto}: those of the run's partition
   * @param column the time column of the rolling window, without a partition
   * @param rollingWindowDays how many days of {@code column} are looked at, without a partition
   * @param fullTable the whole table, whatever the partition
   */
  public record ScopeSpec(
      @Choice({"auto", "none"}) Optional<String> partition,
      @Format(TextFormat.NAME) Optional<String> column,
      @Between(min = 1, max = 36500) Optional<Integer> rollingWindowDays,
      Optional<Boolean> fullTable) {

    /** Without a partition, the last week is looked at. */
    public static final int LAST_DAYS = 7;
  }

  /** Whether a failure keeps readers off. */
  public boolean blocks() {
    return enabled.orElse(true) && onFail.filter("block"::equals).isPresent();
  }

  /** What is tested; in YAML the kind is the key. */
  public sealed interface TestSpec {

    /** Returns what of the data's quality a kind of check is about (spec.md 5). */
    default String dimension() {
      return switch (this) {
        case NotNull _, RowCount _, Schema _ -> "completeness";
        case Range _, Expression _, AggregateParity _, Sql _, Python _ -> "accuracy";
        case Pattern _, AcceptedValues _ -> "validity";
        case Unique _, Relationships _, RowCountParity _, KeyParity _, ChecksumParity _ ->
            "consistency";
        case Freshness _ -> "timeliness";
      };
    }

    /** Returns the kind, which is the key in the file. */
    default String kind() {
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
      };
    }
  }

  /** No null in the columns. */
  @ShortForm(field = "columns", as = Written.TEXT_OR_LIST)
  public record NotNull(@NotEmpty @Format(TextFormat.NAME) List<String> columns)
      implements TestSpec {}

  /** The columns are a key. */
  @ShortForm(field = "columns", as = Written.TEXT_OR_LIST)
  public record Unique(@NotEmpty @Format(TextFormat.NAME) List<String> columns)
      implements TestSpec {}

  /** The number of rows. */
  public record RowCount(@Between(min = 0) Optional<Long> min, @Between(min = 0) Optional<Long> max)
      implements TestSpec {}

  /** Values in [min, max]. */
  public record Range(
      @Format(TextFormat.NAME) String column, Optional<Value> min, Optional<Value> max)
      implements TestSpec {}

  /** Values from a list. */
  public record AcceptedValues(@Format(TextFormat.NAME) String column, @NotEmpty List<Value> values)
      implements TestSpec {}

  /** A query's one value compared. */
  public record Sql(String query, Optional<Expectation> expect) implements TestSpec {}

  /** {@code op} eq, ne, lt, le, gt or ge. */
  public record Expectation(@Choice({"eq", "ne", "lt", "le", "gt", "ge"}) String op, Value value) {}

  /** A function of the user's. */
  @ShortForm(field = "entrypoint")
  public record Python(
      @Format(TextFormat.ENTRYPOINT) String entrypoint,
      @KeyFormat(TextFormat.NAME) SortedMap<String, Value> params)
      implements TestSpec {}

  /** Texts that match a regular expression; nulls pass. */
  public record Pattern(
      @Format(TextFormat.NAME) String column, String regex, Optional<Boolean> caseSensitive)
      implements TestSpec {}

  /** The newest value of a time column is not older than {@code maxAge}. */
  public record Freshness(
      @Format(TextFormat.NAME) String column, @Format(TextFormat.DURATION) String maxAge)
      implements TestSpec {}

  /** Each value is one of another table's column; nulls pass. */
  public record Relationships(@Format(TextFormat.NAME) String column, ForeignColumn to)
      implements TestSpec {}

  /** A column of a table. */
  public record ForeignColumn(
      @Format(TextFormat.TABLE_NAME) String table, @Format(TextFormat.NAME) String column) {}

  /** The data have exactly the declared columns, or these at least. */
  public record Schema(@Choice({"exact", "subset"}) Optional<String> mode) implements TestSpec {}

  /** A condition in SQL that every row keeps. */
  public record Expression(String sql, @Format(TextFormat.NAME) List<String> columns)
      implements TestSpec {}

  /**
   * As many rows as in another table.
   *
   * @param mode {@code gte}: as many at least
   * @param tolerance the rate by which the numbers may differ
   * @param absoluteTolerance the number of rows by which they may differ; either tolerance is
   *     enough
   * @param where a condition in SQL on the rows of both
   */
  public record RowCountParity(
      @Format(TextFormat.TABLE_NAME) String source,
      @Choice({"parity", "gte"}) Optional<String> mode,
      @Between(min = 0, max = 1) Optional<Double> tolerance,
      @Between(min = 0) Optional<Long> absoluteTolerance,
      Optional<String> where)
      implements TestSpec {}

  /** The same sums as over another table, group by group. */
  public record AggregateParity(
      @Format(TextFormat.TABLE_NAME) String source,
      @Format(TextFormat.NAME) List<String> groupBy,
      @NotEmpty List<Aggregate> aggregates,
      @Between(min = 0, max = 1) Optional<Double> tolerance,
      @Between(min = 0) Optional<Long> absoluteTolerance)
      implements TestSpec {}

  /** An aggregate over the source, such as {@code SUM(total)}, and the column that has it here. */
  public record Aggregate(
      @Format(TextFormat.NAME) String name,
      String expression,
      @Format(TextFormat.NAME) String targetColumn) {}

  /** The same keys as another table. */
  public record KeyParity(
      @Format(TextFormat.TABLE_NAME) String source,
      @NotEmpty @Format(TextFormat.NAME) List<String> keyColumns)
      implements TestSpec {}

  /**
   * The same checksums as another table, row by row.
   *
   * @param columns what is summed up; empty = all columns that both have
   * @param floatPrecision the digits after the point that count
   * @param sample the share of keys that are compared
   * @param limit the number of keys that are compared at most
   */
  public record ChecksumParity(
      @Format(TextFormat.TABLE_NAME) String source,
      @NotEmpty @Format(TextFormat.NAME) List<String> keyColumns,
      @Format(TextFormat.NAME) List<String> columns,
      @Choice({"xxhash64", "md5", "sha256"}) Optional<String> algorithm,
      @Between(min = 0, max = 17) Optional<Integer> floatPrecision,
      @Between(min = 0, max = 1) Optional<Double> sample,
      @Between(min = 1) Optional<Long> limit)
      implements TestSpec {}
}

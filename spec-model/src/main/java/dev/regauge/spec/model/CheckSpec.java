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

/** A test on an asset: what is tested, and what a failure means. */
public record CheckSpec(
    @Format(TextFormat.NAME) Optional<String> name,
    @Choice({"block", "error", "warn", "info"}) Optional<String> onFail,
    @Between(min = 0, max = 1) Optional<Double> threshold,
    @Between(min = 0, max = 1) Optional<Double> warnThreshold,
    @Format(TextFormat.DURATION) Optional<String> timeout,
    Optional<Boolean> enabled,
    Optional<String> description,
    @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, String> tags,
    Optional<ScopeSpec> scope,
    @Inline TestSpec test) {

  /** Which rows are looked at; partition is auto or none. */
  public record ScopeSpec(@Choice({"auto", "none"}) Optional<String> partition) {}

  /** What is tested; in YAML the kind is the key. */
  public sealed interface TestSpec {}

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
}

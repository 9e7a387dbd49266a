package dev.regauge.spec.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Derived;
import dev.regauge.spec.model.form.ExactlyOneOf;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.NotEmpty;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.ShortForm.Written;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A named way to slice assets: exactly one kind.
 *
 * @param multi the set of each dimension
 * @param ofAsset the asset in which it stands
 */
@ExactlyOneOf({"daily", "hourly", "weekly", "monthly", "cron", "static", "dynamic", "multi"})
public record PartitionSetSpec(
    Optional<DailySpec> daily,
    Optional<HourlySpec> hourly,
    Optional<WeeklySpec> weekly,
    Optional<MonthlySpec> monthly,
    Optional<CronSpec> cron,
    @JsonProperty("static") Optional<StaticSpec> fixed,
    Optional<DynamicSpec> dynamic,
    @KeyFormat(TextFormat.NAME) @Format(TextFormat.NAME) Optional<SortedMap<String, String>> multi,
    @Derived Optional<String> ofAsset) {

  /** Windows of time, one after the other. */
  public sealed interface Windows {
    String start();

    /** The first that no longer is. */
    Optional<String> end();

    Optional<String> timezone();

    /** How many windows past the last complete one exist already. */
    Optional<Integer> endOffset();

    Optional<String> column();

    Optional<String> columnType();

    Optional<String> format();
  }

  /** One partition per calendar day. */
  @ShortForm(field = "start")
  public record DailySpec(
      @Format(TextFormat.DATE) String start,
      @Format(TextFormat.DATE) Optional<String> end,
      @Format(TextFormat.ONE_LINE) Optional<String> timezone,
      @Format(TextFormat.DURATION) Optional<String> offset,
      @Between(min = -366, max = 366) Optional<Integer> endOffset,
      @Format(TextFormat.NAME) Optional<String> column,
      @Format(TextFormat.COLUMN_TYPE) Optional<String> columnType,
      @Format(TextFormat.KEY_PATTERN) Optional<String> format)
      implements Windows {}

  /** One partition per hour. */
  @ShortForm(field = "start")
  public record HourlySpec(
      @Format(TextFormat.DATE_TIME) String start,
      @Format(TextFormat.DATE_TIME) Optional<String> end,
      @Format(TextFormat.ONE_LINE) Optional<String> timezone,
      @Format(TextFormat.DURATION) Optional<String> offset,
      @Between(min = -8784, max = 8784) Optional<Integer> endOffset,
      @Format(TextFormat.NAME) Optional<String> column,
      @Format(TextFormat.COLUMN_TYPE) Optional<String> columnType,
      @Format(TextFormat.KEY_PATTERN) Optional<String> format)
      implements Windows {}

  /** One partition per week, which begins on Monday unless the set says otherwise. */
  @ShortForm(field = "start")
  public record WeeklySpec(
      @Format(TextFormat.DATE) String start,
      @Format(TextFormat.DATE) Optional<String> end,
      @Choice({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
          Optional<String> weekStart,
      @Format(TextFormat.ONE_LINE) Optional<String> timezone,
      @Format(TextFormat.DURATION) Optional<String> offset,
      @Between(min = -53, max = 53) Optional<Integer> endOffset,
      @Format(TextFormat.NAME) Optional<String> column,
      @Format(TextFormat.COLUMN_TYPE) Optional<String> columnType,
      @Format(TextFormat.KEY_PATTERN) Optional<String> format)
      implements Windows {}

  /** One partition per calendar month. */
  @ShortForm(field = "start")
  public record MonthlySpec(
      @Format(TextFormat.DATE) String start,
      @Format(TextFormat.DATE) Optional<String> end,
      @Format(TextFormat.ONE_LINE) Optional<String> timezone,
      @Format(TextFormat.DURATION) Optional<String> offset,
      @Between(min = -12, max = 12) Optional<Integer> endOffset,
      @Format(TextFormat.NAME) Optional<String> column,
      @Format(TextFormat.COLUMN_TYPE) Optional<String> columnType,
      @Format(TextFormat.KEY_PATTERN) Optional<String> format)
      implements Windows {}

  /** One partition from each instant of a cron line to the next. */
  public record CronSpec(
      @Format(TextFormat.ONE_LINE) String cron,
      @Format(TextFormat.DATE_TIME) String start,
      @Format(TextFormat.DATE_TIME) Optional<String> end,
      @Format(TextFormat.ONE_LINE) Optional<String> timezone,
      @Between(min = -8784, max = 8784) Optional<Integer> endOffset,
      @Format(TextFormat.NAME) Optional<String> column,
      @Format(TextFormat.COLUMN_TYPE) Optional<String> columnType,
      @Format(TextFormat.KEY_PATTERN) Optional<String> format)
      implements Windows {}

  /** One partition per value, in order. */
  @ShortForm(field = "values", as = Written.LIST)
  public record StaticSpec(
      @NotEmpty @Format(TextFormat.PARTITION_VALUE) List<String> values,
      @Format(TextFormat.NAME) Optional<String> column) {}

  /** Partitions that a sensor, a run or the command line adds. */
  public record DynamicSpec(@Format(TextFormat.NAME) Optional<String> column) {}

  /** Returns the windows of a set that has them. */
  public Optional<Windows> windows() {
    return Stream.<Optional<? extends Windows>>of(daily, hourly, weekly, monthly, cron)
        .flatMap(Optional::stream)
        .<Windows>map(windows -> windows)
        .findFirst();
  }

  /** Returns the kind, which is the key in the file. */
  public String kind() {
    if (daily.isPresent()) {
      return "daily";
    }
    if (hourly.isPresent()) {
      return "hourly";
    }
    if (weekly.isPresent()) {
      return "weekly";
    }
    if (monthly.isPresent()) {
      return "monthly";
    }
    if (cron.isPresent()) {
      return "cron";
    }
    if (fixed.isPresent()) {
      return "static";
    }
    return dynamic.isPresent() ? "dynamic" : "multi";
  }

  /** Returns the column that tells a row's partition; a set of several dimensions has none. */
  public Optional<String> column() {
    return windows()
        .flatMap(Windows::column)
        .or(() -> fixed.flatMap(StaticSpec::column))
        .or(() -> dynamic.flatMap(DynamicSpec::column));
  }
}

package dev.regauge.spec.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How an asset is sliced. Keys and windows follow semantics 8 and 9.
 *
 * <p>The partition's column is added to an output that lacks it; a column of a time type is cut to
 * {@code [start, end)}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PartitionSetPlan.Daily.class, name = "daily"),
  @JsonSubTypes.Type(value = PartitionSetPlan.Hourly.class, name = "hourly"),
  @JsonSubTypes.Type(value = PartitionSetPlan.Weekly.class, name = "weekly"),
  @JsonSubTypes.Type(value = PartitionSetPlan.Monthly.class, name = "monthly"),
  @JsonSubTypes.Type(value = PartitionSetPlan.Cron.class, name = "cron"),
  @JsonSubTypes.Type(value = PartitionSetPlan.Static.class, name = "static"),
  @JsonSubTypes.Type(value = PartitionSetPlan.Dynamic.class, name = "dynamic"),
  @JsonSubTypes.Type(value = PartitionSetPlan.Multi.class, name = "multi")
})
public sealed interface PartitionSetPlan {

  /** The set's name in the spec. */
  String name();

  /** A set of one dimension: the rows of its partition are told by one column. */
  sealed interface OneColumn extends PartitionSetPlan {

    /** The column that tells a row's partition. */
    String column();

    /** An Iceberg type, {@code string} by default. */
    String columnType();
  }

  /** A set of windows that follow each other in time. */
  sealed interface Timed extends OneColumn {

    /** The wall time at or after which the first window begins, as {@code 2025-01-01}. */
    String start();

    /** The wall time at or before which the last window ends; absent = open. */
    Optional<String> end();

    /** The zone of all wall times. */
    String timezone();

    /** Wall-clock seconds by which everything is later than the calendar has it. */
    long offsetSeconds();

    /** How many windows past the last complete one exist already. */
    int endOffset();

    /** The strftime text of a key. */
    String format();
  }

  /**
   * One partition per calendar day of a zone.
   *
   * @param start the first day, {@code 2025-01-01}
   * @param end the first day that no longer is, absent = open
   * @param offsetSeconds wall-clock seconds after midnight at which the day begins
   * @param endOffset how many days past the last complete one exist already
   * @param columnType an Iceberg type, {@code string} by default
   */
  record Daily(
      String name,
      String start,
      Optional<String> end,
      String timezone,
      long offsetSeconds,
      int endOffset,
      String column,
      String columnType,
      String format)
      implements Timed {}

  /** One partition per hour of a zone; {@code start} as in {@code 2025-01-01-00:00}. */
  record Hourly(
      String name,
      String start,
      Optional<String> end,
      String timezone,
      long offsetSeconds,
      int endOffset,
      String column,
      String columnType,
      String format)
      implements Timed {}

  /** One partition per week of a zone, from {@code weekStart} on. */
  record Weekly(
      String name,
      String start,
      Optional<String> end,
      String weekStart,
      String timezone,
      long offsetSeconds,
      int endOffset,
      String column,
      String columnType,
      String format)
      implements Timed {}

  /** One partition per calendar month of a zone. */
  record Monthly(
      String name,
      String start,
      Optional<String> end,
      String timezone,
      long offsetSeconds,
      int endOffset,
      String column,
      String columnType,
      String format)
      implements Timed {}

  /** One partition from each instant of a cron line to the next. */
  record Cron(
      String name,
      String cron,
      String start,
      Optional<String> end,
      String timezone,
      int endOffset,
      String column,
      String columnType,
      String format)
      implements Timed {

    @Override
    public long offsetSeconds() {
      return 0;
    }
  }

  /** One partition per value, in the written order. */
  record Static(String name, List<String> values, String column, String columnType)
      implements OneColumn {}

  /** Partitions that a sensor, a run or the command line adds. */
  record Dynamic(String name, String column, String columnType) implements OneColumn {}

  /** Every combination of the partitions of its dimensions: dimension to set. */
  record Multi(String name, SortedMap<String, String> dimensions) implements PartitionSetPlan {}
}

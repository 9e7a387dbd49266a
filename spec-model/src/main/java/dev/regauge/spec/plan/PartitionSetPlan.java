package dev.regauge.spec.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/**
 * How an asset is sliced. Keys and windows follow semantics 8 and 9.
 *
 * <p>The partition's column is added to an output that lacks it; a column of a time type is cut to
 * {@code [start, end)}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PartitionSetPlan.Daily.class, name = "daily"),
  @JsonSubTypes.Type(value = PartitionSetPlan.Static.class, name = "static")
})
public sealed interface PartitionSetPlan {

  /** The set's name in the spec. */
  String name();

  /** The column that tells a row's partition. */
  String column();

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
      implements PartitionSetPlan {}

  /** One partition per value, in the written order. */
  record Static(String name, List<String> values, String column, String columnType)
      implements PartitionSetPlan {}
}

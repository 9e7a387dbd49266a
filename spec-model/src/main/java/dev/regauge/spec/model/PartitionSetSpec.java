package dev.regauge.spec.model;

import java.util.List;
import java.util.Optional;

/** A named way to slice assets: exactly one kind. */
public record PartitionSetSpec(
    Optional<DailySpec> daily,
    @com.fasterxml.jackson.annotation.JsonProperty("static") Optional<StaticSpec> fixed) {

  /** One partition per calendar day. */
  public record DailySpec(
      String start,
      Optional<String> end,
      Optional<String> timezone,
      Optional<String> offset,
      Optional<Integer> endOffset,
      Optional<String> column,
      Optional<String> columnType) {}

  /** One partition per value, in order. */
  public record StaticSpec(List<String> values, Optional<String> column) {}
}

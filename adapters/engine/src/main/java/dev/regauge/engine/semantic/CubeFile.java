package dev.regauge.engine.semantic;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A file of Cube's data model, in the words of its reference. Names are those that the rules have
 * let through; every other text is a {@link CubeText}.
 */
record CubeFile(List<Cube> cubes) {

  /** A model; one of {@code sql} and {@code sqlTable} is there. */
  record Cube(
      String name,
      Optional<CubeText> description,
      Optional<CubeText> sql,
      @JsonProperty("sql_table") Optional<CubeText> sqlTable,
      List<Join> joins,
      List<Dimension> dimensions,
      List<Measure> measures,
      @JsonProperty("pre_aggregations") List<PreAggregation> preAggregations,
      SortedMap<String, Object> meta) {}

  /** How another cube's rows belong to this one's. */
  record Join(String name, String relationship, CubeText sql) {}

  /** A dimension; a place has two expressions. */
  record Dimension(
      String name,
      String type,
      Optional<CubeText> description,
      Optional<CubeText> sql,
      Optional<Expression> latitude,
      Optional<Expression> longitude,
      @JsonProperty("primary_key") Optional<Boolean> primaryKey) {}

  /** One half of a place. */
  record Expression(CubeText sql) {}

  /** A measure. */
  record Measure(
      String name, String type, Optional<CubeText> description, Optional<CubeText> sql) {}

  /** A rollup, which is the kind of pre-aggregation that there is without a word for it. */
  record PreAggregation(
      String name,
      List<String> measures,
      List<String> dimensions,
      @JsonProperty("time_dimension") Optional<String> timeDimension,
      Optional<String> granularity) {}
}

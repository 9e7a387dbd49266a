package dev.regauge.engine.monitoring;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * A dashboard in Grafana's words (its schema 41, which Grafana 11 and newer read as it is).
 *
 * @param uid by which Grafana knows the dashboard again when it is loaded once more
 */
record Dashboard(
    String uid,
    String title,
    List<String> tags,
    String timezone,
    boolean editable,
    int schemaVersion,
    TimeRange time,
    String refresh,
    Templating templating,
    List<Panel> panels) {

  record TimeRange(String from, String to) {}

  record Templating(List<Variable> list) {}

  /** What whoever looks may choose: here of which source of data. */
  record Variable(String name, String label, String type, String query, boolean multi) {}

  /** A source of data: of a type, and the one that a variable names. */
  record DataSource(String type, String uid) {}

  record Panel(
      int id,
      String type,
      String title,
      String description,
      DataSource datasource,
      Place gridPos,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> interval,
      FieldConfig fieldConfig,
      Options options,
      List<Target> targets) {}

  /** Where a panel is, on a grid of 24 columns. */
  record Place(int x, int y, int w, int h) {}

  /** A query, and how its series are called. */
  record Target(String refId, String expr, String legendFormat, boolean instant, boolean range) {}

  record FieldConfig(Defaults defaults, List<String> overrides) {}

  /** How values are shown: their unit, what stands where there is none, and what is drawn. */
  record Defaults(
      String unit,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> noValue,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Drawing> custom) {}

  record Drawing(String drawStyle, int fillOpacity, Stacking stacking) {}

  record Stacking(String mode, String group) {}

  /** The options of a panel of one number, or of one over time. */
  sealed interface Options {
    record OfNumber(String colorMode, String graphMode, Reduce reduceOptions) implements Options {}

    record OverTime(Legend legend, Tooltip tooltip) implements Options {}
  }

  record Reduce(List<String> calcs, String fields, boolean values) {}

  record Legend(List<String> calcs, String displayMode, String placement, boolean showLegend) {}

  record Tooltip(String mode, String sort) {}
}

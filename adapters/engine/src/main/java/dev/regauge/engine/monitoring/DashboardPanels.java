package dev.regauge.engine.monitoring;

import dev.regauge.engine.monitoring.Dashboard.DataSource;
import dev.regauge.engine.monitoring.Dashboard.Defaults;
import dev.regauge.engine.monitoring.Dashboard.Drawing;
import dev.regauge.engine.monitoring.Dashboard.FieldConfig;
import dev.regauge.engine.monitoring.Dashboard.Legend;
import dev.regauge.engine.monitoring.Dashboard.Options;
import dev.regauge.engine.monitoring.Dashboard.Panel;
import dev.regauge.engine.monitoring.Dashboard.Place;
import dev.regauge.engine.monitoring.Dashboard.Reduce;
import dev.regauge.engine.monitoring.Dashboard.Stacking;
import dev.regauge.engine.monitoring.Dashboard.Target;
import dev.regauge.engine.monitoring.Dashboard.Templating;
import dev.regauge.engine.monitoring.Dashboard.TimeRange;
import dev.regauge.engine.monitoring.Dashboard.Tooltip;
import dev.regauge.engine.monitoring.Dashboard.Variable;
import dev.regauge.engine.monitoring.PromQuery.Window;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.TelemetryMetric;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes the dashboard of a product: what its runs, steps, checks and ingestions counted. */
final class DashboardPanels {

  private static final int SCHEMA = 41;
  private static final int COLUMNS = 24;
  private static final int NUMBERS = 4;
  private static final int NUMBER_HEIGHT = 4;
  private static final int HEIGHT = 8;
  private static final DataSource CHOSEN = new DataSource("prometheus", "${datasource}");

  /** A bar is never shorter, so that there is something in it to see. */
  private static final String SHORTEST_BAR = "5m";

  private final CountedSeries series;
  private final List<Panel> panels = new ArrayList<>();

  private int row;
  private int column;

  private DashboardPanels(CountedSeries series) {
    this.series = series;
  }

  /**
   * Returns the dashboard for what the plan has: nothing on ingestions where nothing is ingested.
   */
  static Dashboard of(ExecutionPlan plan, CountedSeries series) {
    DashboardPanels made = new DashboardPanels(series);
    made.addAll();
    String id = "regauge:" + plan.product().scope();
    return new Dashboard(
        UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString(),
        plan.product().name(),
        List.of("regauge", plan.product().domain()),
        "browser",
        true,
        SCHEMA,
        new TimeRange("now-24h", "now"),
        "1m",
        new Templating(
            List.of(new Variable("datasource", "Data source", "datasource", "prometheus", false))),
        List.copyOf(made.panels));
  }

  private void addAll() {
    PromSeries runs = series.of(TelemetryMetric.RUNS);
    PromSeries steps = series.of(TelemetryMetric.STEPS);
    number("Runs that succeeded", "In the span shown", runs.where("status", "success"));
    number("Runs that failed", "In the span shown", runs.where("status", "failed"));
    number(
        "Attempts that failed",
        "Attempts of steps in the span shown, also those that another followed",
        steps.whereOneOf("status", CountedSeries.BROKEN));
    number("Rows written", "In the span shown", series.of(TelemetryMetric.ROWS));
    nextRow(NUMBER_HEIGHT);
    bars("Runs", "Runs that ended, by job and how", runs, "job_name, status");
    seconds(
        "Seconds of a run",
        "The mean of the runs that ended, by job",
        series.of(TelemetryMetric.RUN_SECONDS),
        runs,
        "job_name");
    bars("Attempts of steps", "Attempts that ended, by how", steps, "status");
    seconds(
        "Seconds of an attempt",
        "The mean of the attempts that ended, by asset",
        series.of(TelemetryMetric.STEP_SECONDS),
        steps,
        "asset");
    bars("Rows written", "By table", series.of(TelemetryMetric.ROWS), "table");
    if (series.hasChecks()) {
      bars(
          "Checks",
          "Checks that were carried out, by their outcome",
          series.of(TelemetryMetric.CHECKS),
          "status");
      bars(
          "Checks that failed",
          "By asset and check; those that only warned are among them",
          series
              .of(TelemetryMetric.CHECKS)
              .whereOneOf("status", List.of("error", "failed", "warned")),
          "asset, check");
    }
    if (series.hasIngestions()) {
      bars(
          "Errors of ingestions",
          "Attempts that failed, by source, category and code",
          series.of(TelemetryMetric.INGESTION_ERRORS),
          "source, category, code");
      bars(
          "Retries of ingestions",
          "Attempts that another one follows, by source",
          series.of(TelemetryMetric.INGESTION_RETRIES),
          "source");
      bars(
          "Rows that failed",
          "Rows that an ingestion could not take over, by source",
          series.of(TelemetryMetric.INGESTION_ROWS_FAILED),
          "source");
    }
  }

  private void number(String title, String description, PromSeries counted) {
    add(
        "stat",
        title,
        description,
        COLUMNS / NUMBERS,
        NUMBER_HEIGHT,
        Optional.empty(),
        new FieldConfig(new Defaults("short", Optional.of("0"), Optional.empty()), List.of()),
        new Options.OfNumber("value", "none", new Reduce(List.of("lastNotNull"), "", false)),
        new Target(
            "A", PromQuery.counted(counted, Window.SHOWN, "product").text(), title, true, false));
  }

  private void bars(String title, String description, PromSeries counted, String labels) {
    overTime(
        title,
        description,
        new FieldConfig(
            new Defaults(
                "short",
                Optional.empty(),
                Optional.of(new Drawing("bars", 80, new Stacking("normal", "A")))),
            List.of()),
        PromQuery.counted(counted, Window.BAR, labels).above(0),
        labels);
  }

  private void seconds(
      String title, String description, PromSeries of, PromSeries by, String labels) {
    overTime(
        title,
        description,
        new FieldConfig(
            new Defaults(
                "s",
                Optional.empty(),
                Optional.of(new Drawing("points", 0, new Stacking("none", "A")))),
            List.of()),
        PromQuery.mean(of, by, Window.BAR, labels),
        labels);
  }

  private void overTime(
      String title, String description, FieldConfig shown, PromQuery query, String labels) {
    add(
        "timeseries",
        title,
        description,
        COLUMNS / 2,
        HEIGHT,
        Optional.of(SHORTEST_BAR),
        shown,
        new Options.OverTime(
            new Legend(List.of(), "list", "bottom", true), new Tooltip("multi", "desc")),
        new Target("A", query.text(), legend(labels), false, true));
  }

  /** Returns how a series is called after its labels, such as {@code {{asset}} {{check}}}. */
  private static String legend(String labels) {
    return "{{" + labels.replace(", ", "}} {{") + "}}";
  }

  private void add(
      String type,
      String title,
      String description,
      int width,
      int height,
      Optional<String> interval,
      FieldConfig shown,
      Options options,
      Target target) {
    if (column + width > COLUMNS) {
      nextRow(height);
    }
    panels.add(
        new Panel(
            panels.size() + 1,
            type,
            title,
            description,
            CHOSEN,
            new Place(column, row, width, height),
            interval,
            shown,
            options,
            List.of(target)));
    column += width;
  }

  private void nextRow(int height) {
    row += height;
    column = 0;
  }
}

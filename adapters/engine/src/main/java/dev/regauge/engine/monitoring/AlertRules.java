package dev.regauge.engine.monitoring;

import dev.regauge.engine.monitoring.PromQuery.Window;
import dev.regauge.engine.monitoring.RuleFile.AlertRule;
import dev.regauge.engine.monitoring.RuleFile.Annotations;
import dev.regauge.engine.monitoring.RuleFile.Group;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.TelemetryMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the rules by which Prometheus tells that something of a product is wrong. */
final class AlertRules {

  /** How long something that was counted is told of: longer than any gap between two looks. */
  private static final Window RECENT = new Window("1h");

  /**
   * A series that is begun again exactly a window after its last count looks unchanged until the
   * old samples are out of reach, at most ten minutes: five for which a scraped series is kept,
   * five for which Prometheus looks back.
   */
  private static final String GAP = "15m";

  private final ExecutionPlan plan;
  private final CountedSeries series;

  private AlertRules(ExecutionPlan plan, CountedSeries series) {
    this.plan = plan;
    this.series = series;
  }

  /** Returns the rules for what the plan has: none about ingestions where nothing is ingested. */
  static RuleFile of(ExecutionPlan plan, CountedSeries series) {
    AlertRules rules = new AlertRules(plan, series);
    List<Group> groups = new ArrayList<>();
    rules.add(groups, "runs", rules.ofRuns());
    rules.add(groups, "ingestion", rules.ofIngestion());
    return new RuleFile(List.copyOf(groups));
  }

  private void add(List<Group> groups, String about, List<AlertRule> rules) {
    if (!rules.isEmpty()) {
      groups.add(new Group(plan.product().name() + "." + about, rules));
    }
  }

  private List<AlertRule> ofRuns() {
    List<AlertRule> rules = new ArrayList<>();
    rules.add(
        counted(
            "RegaugeRunFailed",
            Severity.CRITICAL,
            series.of(TelemetryMetric.RUNS).where("status", "failed"),
            "product, job_name",
            new Annotations(
                ofProduct(": a run of ").label("job_name").and(" failed"),
                AlertText.words("A run of the job ")
                    .label("job_name")
                    .and(" ended as failed within the last hour."),
                AlertText.words(
                    "Open the job's last run in its engine, read the log of the step that failed"
                        + " first, and mend what it names. Then run the same partition again: what"
                        + " was published before stays until then."))));
    rules.add(
        counted(
            "RegaugeStepFailed",
            Severity.WARNING,
            series.of(TelemetryMetric.STEPS).whereOneOf("status", CountedSeries.BROKEN),
            "product, job_name, asset",
            new Annotations(
                ofProduct(": an attempt at ").label("asset").and(" failed"),
                AlertText.words("An attempt at ")
                    .label("asset")
                    .and(" in the job ")
                    .label("job_name")
                    .and(" failed or was killed within the last hour. Another may have followed."),
                AlertText.words(
                    "Where RegaugeRunFailed fires too, the run is lost: begin there. Alone, an"
                        + " attempt after this one did it; if it comes back, read the attempt's log"
                        + " for the error's code and whether it is one that waiting heals."))));
    if (series.hasChecks()) {
      rules.add(
          counted(
              "RegaugeCheckFailed",
              Severity.WARNING,
              series.of(TelemetryMetric.CHECKS).whereOneOf("status", List.of("failed", "error")),
              "product, job_name, asset, check",
              new Annotations(
                  ofProduct(": the check ")
                      .label("check")
                      .and(" of ")
                      .label("asset")
                      .and(" failed"),
                  AlertText.words("The check ")
                      .label("check")
                      .and(" of ")
                      .label("asset")
                      .and(" failed, or could not be carried out, within the last hour."),
                  AlertText.words(
                      "Look at the rows that break it: the step's log and its result name their"
                          + " number. A check that blocks has kept them from readers, who go on with"
                          + " what was there."))));
      rules.add(
          counted(
              "RegaugeCheckWarned",
              Severity.INFO,
              series.of(TelemetryMetric.CHECKS).where("status", "warned"),
              "product, job_name, asset, check",
              new Annotations(
                  ofProduct(": the check ").label("check").and(" of ").label("asset").and(" warns"),
                  AlertText.words("The check ")
                      .label("check")
                      .and(" of ")
                      .label("asset")
                      .and(" warned within the last hour; the data are published."),
                  AlertText.words(
                      "Nothing is held back. Look at the rows that break it before they become"
                          + " too many."))));
    }
    return rules;
  }

  private List<AlertRule> ofIngestion() {
    if (!series.hasIngestions()) {
      return List.of();
    }
    return List.of(
        counted(
            "RegaugeIngestionError",
            Severity.WARNING,
            series.of(TelemetryMetric.INGESTION_ERRORS),
            "product, source, category, code",
            new Annotations(
                ofProduct(": ").label("source").and(" cannot be ingested: ").label("code"),
                AlertText.words("An attempt to ingest ")
                    .label("source")
                    .and(" failed within the last hour: ")
                    .label("code")
                    .and(", ")
                    .label("category")
                    .and("."),
                AlertText.words(
                    "TRANSIENT heals by itself while retries last. CONFIGURATION wants another"
                        + " setting or secret, PERMANENT a change of the source or of what is asked"
                        + " of it. PARTIAL took over what it could."))),
        counted(
            "RegaugeIngestionRetried",
            Severity.INFO,
            series.of(TelemetryMetric.INGESTION_RETRIES),
            "product, source",
            new Annotations(
                ofProduct(": ").label("source").and(" is tried again"),
                AlertText.words("An attempt to ingest ")
                    .label("source")
                    .and(" failed within the last hour, and another one followed."),
                AlertText.words(
                    "Nothing, as long as an attempt succeeds. If it comes with each run, the source"
                        + " is slower or rarer there than the retries suppose."))),
        counted(
            "RegaugeIngestionRowsFailed",
            Severity.WARNING,
            series.of(TelemetryMetric.INGESTION_ROWS_FAILED),
            "product, source",
            new Annotations(
                ofProduct(": rows of ").label("source").and(" were left out"),
                AlertText.words("An ingestion of ")
                    .label("source")
                    .and(" could not take over all rows within the last hour."),
                AlertText.words(
                    "The step's result says how many and why. Mend them at the source, then run"
                        + " the partition again."))));
  }

  private AlertRule counted(
      String name, Severity severity, PromSeries of, String by, Annotations annotations) {
    return new AlertRule(
        name, PromQuery.countedUp(of, RECENT, by), GAP, labels(severity), annotations);
  }

  private SortedMap<String, AlertText> labels(Severity severity) {
    SortedMap<String, AlertText> labels = new TreeMap<>();
    labels.put("product", AlertText.words(plan.product().name()));
    labels.put("severity", AlertText.words(severity.word()));
    if (!plan.product().owner().isEmpty()) {
      labels.put("owner", AlertText.words(plan.product().owner()));
    }
    return labels;
  }

  private AlertText ofProduct(String words) {
    return AlertText.words(plan.product().name() + words);
  }
}

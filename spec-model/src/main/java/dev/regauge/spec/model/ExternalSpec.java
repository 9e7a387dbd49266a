package dev.regauge.spec.model;

import dev.regauge.spec.model.form.AtLeastOneOf;
import dev.regauge.spec.model.form.ExactlyOneOf;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.Requires;
import dev.regauge.spec.model.form.TextFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A data object that is made elsewhere, and how each target sees that it was made. */
@AtLeastOneOf({"port", "table", "airflow", "dagster", "argo"})
public record ExternalSpec(
    Optional<ForeignPortSpec> port,
    @Format(TextFormat.TABLE_NAME) Optional<String> table,
    @Format(TextFormat.NAME) Optional<String> catalog,
    @Format(TextFormat.NAME) Optional<String> partitions,
    @Format(TextFormat.DURATION) Optional<String> freshness,
    Optional<AirflowSignalSpec> airflow,
    Optional<DagsterSignalSpec> dagster,
    Optional<ArgoSignalSpec> argo) {

  /** Returns how each target sees that it was made: the written fields by the adapter's id. */
  public SortedMap<String, SortedMap<String, String>> signals() {
    SortedMap<String, SortedMap<String, String>> signals = new TreeMap<>();
    airflow.ifPresent(
        signal -> {
          SortedMap<String, String> fields = new TreeMap<>();
          signal.dag().ifPresent(dag -> fields.put("dag", dag));
          signal.task().ifPresent(task -> fields.put("task", task));
          signal.asset().ifPresent(asset -> fields.put("asset", asset));
          signals.put("airflow", fields);
        });
    dagster.ifPresent(signal -> signals.put("dagster", new TreeMap<>(Map.of("key", signal.key()))));
    argo.ifPresent(signal -> signals.put("argo", new TreeMap<>(Map.of("label", signal.label()))));
    return signals;
  }

  /** A port of another product, under a contract. */
  public record ForeignPortSpec(
      @Format(TextFormat.PRODUCT_NAME) String domain,
      @Format(TextFormat.PRODUCT_NAME) String product,
      @Format(TextFormat.NAME) String port,
      @Format(TextFormat.ONE_LINE) Optional<String> contract) {}

  /** A task of an Airflow DAG that somebody else keeps, or an Airflow asset by its URI. */
  @ExactlyOneOf({"dag", "asset"})
  public record AirflowSignalSpec(
      @Format(TextFormat.ONE_LINE) Optional<String> dag,
      @Requires("dag") @Format(TextFormat.ONE_LINE) Optional<String> task,
      @Format(TextFormat.ONE_LINE) Optional<String> asset) {}

  /** An asset of another Dagster code location. */
  public record DagsterSignalSpec(@Format(TextFormat.ONE_LINE) String key) {}

  /** Workflows with a label. */
  public record ArgoSignalSpec(@Format(TextFormat.ONE_LINE) String label) {}
}

package dev.regauge.adapters.airflow;

import dev.regauge.adapters.airflow.emit.AirflowFiles;
import dev.regauge.adapters.airflow.model.AirflowProduct;
import dev.regauge.adapters.airflow.model.Dialect;
import dev.regauge.adapters.spi.AdapterDescriptor;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.EngineClock;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.SignalForm;
import dev.regauge.spec.plan.ExecutionPlan;
import java.util.List;
import java.util.Optional;

/**
 * Makes bundles for Apache Airflow 3.2 and 3.3: a DAG for each job, a task for each of its assets.
 */
public final class AirflowAdapter implements OrchestratorAdapter<AirflowProduct> {

  /** A task of a DAG that somebody else keeps, or an asset by its URI. */
  private static final SignalForm SIGNAL =
      new SignalForm(
          "What makes it in Airflow.",
          List.of(
              SignalForm.Field.optional("dag", "The DAG whose end is waited for.", "legacy_fx"),
              SignalForm.Field.optional(
                      "task", "The task in it; the whole DAG when absent.", "publish")
                  .beside("dag"),
              SignalForm.Field.optional("asset", "The URI of Airflow's asset.", "s3://lake/fx")),
          List.of("dag", "asset"));

  private static final AdapterDescriptor DESCRIPTOR =
      new AdapterDescriptor(
          new TargetName("airflow"),
          "Apache Airflow",
          Dialect.ALL.stream().map(Dialect::line).toList(),
          Dialect.V3_3.line(),
          List.of(),
          Optional.of(SIGNAL));

  @Override
  public AdapterDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Support support(FeatureUse use) {
    return AirflowSupport.of(use, Dialect.V3_3);
  }

  @Override
  public Support support(FeatureUse use, String version) {
    return AirflowSupport.of(use, Dialect.of(version));
  }

  @Override
  public AirflowProduct lower(ExecutionPlan plan, LoweringContext context, Diagnostics out) {
    return new AirflowLowering(plan, Dialect.of(context.version())).lower();
  }

  @Override
  public List<BundleFile> emit(AirflowProduct model) {
    return AirflowFiles.of(model);
  }

  @Override
  public Optional<EngineClock> clock() {
    return Optional.of(new AirflowClock());
  }
}

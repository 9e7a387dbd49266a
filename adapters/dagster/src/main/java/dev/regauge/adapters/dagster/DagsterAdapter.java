package dev.regauge.adapters.dagster;

import dev.regauge.adapters.dagster.clock.DagsterClock;
import dev.regauge.adapters.dagster.emit.LocationFiles;
import dev.regauge.adapters.dagster.model.CodeLocation;
import dev.regauge.adapters.spi.AdapterDescriptor;
import dev.regauge.adapters.spi.AdapterOption;
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

/** Dagster: a product becomes a code location of explicit assets, jobs and schedules. */
public final class DagsterAdapter implements OrchestratorAdapter<CodeLocation> {
  static final String EXECUTOR = "executor";
  static final String CODE_LOCATION = "codeLocation";

  /** An asset of another code location. */
  private static final SignalForm SIGNAL =
      new SignalForm(
          "What it is in Dagster.",
          List.of(
              SignalForm.Field.required("key", "The key of Dagster's asset.", "legacy/fx_rates")),
          List.of());

  private final LocationFiles files = new LocationFiles();

  @Override
  public AdapterDescriptor descriptor() {
    return new AdapterDescriptor(
        new TargetName("dagster"),
        "Dagster",
        List.of("1.12", "1.13"),
        "1.13",
        List.of(
            new AdapterOption(
                EXECUTOR,
                AdapterOption.Kind.TEXT,
                "multiprocess",
                List.of("multiprocess", "in_process"),
                "How a run's steps run: several at once, or one after the other in the run's own"
                    + " process, which is cheaper."),
            new AdapterOption(
                CODE_LOCATION,
                AdapterOption.Kind.TEXT,
                "module",
                List.of("module", "grpc"),
                "Where workspace.yaml finds the code: in this folder, or at a code server whose"
                    + " host and port are environment variables.")),
        Optional.of(SIGNAL));
  }

  @Override
  public Support support(FeatureUse use) {
    return DagsterSupport.of(use);
  }

  @Override
  public CodeLocation lower(ExecutionPlan plan, LoweringContext context, Diagnostics out) {
    return DagsterLowering.lower(plan, context);
  }

  @Override
  public List<BundleFile> emit(CodeLocation model) {
    return files.of(model);
  }

  @Override
  public Optional<EngineClock> clock() {
    return Optional.of(new DagsterClock());
  }
}

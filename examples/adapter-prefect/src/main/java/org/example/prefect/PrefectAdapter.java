package org.example.prefect;

import dev.regauge.adapters.spi.AdapterDescriptor;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.plan.ExecutionPlan;
import java.util.List;
import org.example.prefect.emit.PrefectFiles;
import org.example.prefect.model.PrefectProduct;

/** Prefect 3: each asset is a task that materializes it, each job a flow with a deployment. */
public final class PrefectAdapter implements OrchestratorAdapter<PrefectProduct> {
  private final PrefectFiles files = new PrefectFiles();

  @Override
  public AdapterDescriptor descriptor() {
    return new AdapterDescriptor(
        new TargetName("prefect"), "Prefect", List.of("3.8"), "3.8", List.of());
  }

  @Override
  public Support support(FeatureUse use) {
    return PrefectSupport.of(use);
  }

  @Override
  public PrefectProduct lower(ExecutionPlan plan, LoweringContext context, Diagnostics out) {
    return PrefectLowering.of(plan);
  }

  @Override
  public List<BundleFile> emit(PrefectProduct model) {
    return files.of(model);
  }
}

package org.example.cronjobs;

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

/**
 * Kubernetes without an orchestrator: each job is a CronJob, whose pod runs the job's steps in
 * their order by the bundle's own runner.
 */
public final class CronjobsAdapter implements OrchestratorAdapter<CronjobsProduct> {
  @Override
  public AdapterDescriptor descriptor() {
    return new AdapterDescriptor(
        new TargetName("cronjobs"), "Kubernetes", List.of("1.33"), "1.33", List.of());
  }

  @Override
  public Support support(FeatureUse use) {
    return CronjobsSupport.of(use);
  }

  @Override
  public CronjobsProduct lower(ExecutionPlan plan, LoweringContext context, Diagnostics out) {
    return CronjobsLowering.of(plan);
  }

  @Override
  public List<BundleFile> emit(CronjobsProduct model) {
    return CronjobsFiles.of(model);
  }
}

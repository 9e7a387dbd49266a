package dev.regauge.testkit;

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

/** An adapter that keeps a product's name and loses all else, for the conformance test to catch. */
final class Forgetful implements OrchestratorAdapter<Forgetful.Sign> {

  /** What it lowers to. */
  record Sign(String name) {}

  @Override
  public AdapterDescriptor descriptor() {
    return new AdapterDescriptor(
        new TargetName("forgetful"), "Forgetful", List.of("1"), "1", List.of());
  }

  @Override
  public Support support(FeatureUse use) {
    return new Support.Native();
  }

  @Override
  public Sign lower(ExecutionPlan plan, LoweringContext context, Diagnostics out) {
    return new Sign(plan.product().name());
  }

  @Override
  public List<BundleFile> emit(Sign model) {
    return List.of(BundleFile.text("README.md", model.name()));
  }
}

package dev.regauge.testkit.mutant;

import dev.regauge.adapters.spi.AdapterDescriptor;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.EngineClock;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.plan.ExecutionPlan;
import java.util.List;
import java.util.Optional;

/**
 * A real adapter with one fault. The bundle's plan.json is right all the same, since no adapter
 * writes it, so that what reads the engine's files against the plan can see the fault.
 */
public record MutantAdapter<M extends Record>(OrchestratorAdapter<M> real, Fault fault)
    implements OrchestratorAdapter<M> {

  @Override
  public AdapterDescriptor descriptor() {
    return real.descriptor();
  }

  @Override
  public Support support(FeatureUse use) {
    return real.support(use);
  }

  @Override
  public Support support(FeatureUse use, String version) {
    return real.support(use, version);
  }

  @Override
  public M lower(ExecutionPlan plan, LoweringContext context, Diagnostics out) {
    return real.lower(fault.change().apply(plan), context, out);
  }

  @Override
  public List<BundleFile> emit(M model) {
    return real.emit(model);
  }

  @Override
  public Optional<EngineClock> clock() {
    return real.clock();
  }
}

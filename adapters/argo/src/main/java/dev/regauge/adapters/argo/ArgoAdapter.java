package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.emit.BundlePrinter;
import dev.regauge.adapters.argo.model.ArgoProduct;
import dev.regauge.adapters.argo.model.Dialect;
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

/** Turns a plan into manifests for Argo Workflows, each step a pod of the bundle's own image. */
public final class ArgoAdapter implements OrchestratorAdapter<ArgoProduct> {
  private static final SignalForm SIGNAL =
      new SignalForm(
          "What makes it in Argo Workflows.",
          List.of(
              SignalForm.Field.required(
                  "label", "The label of the workflows that are waited for.", "app=legacy-fx")),
          List.of());

  private static final AdapterDescriptor DESCRIPTOR =
      new AdapterDescriptor(
          new TargetName("argo"),
          "Argo Workflows",
          Dialect.ALL.stream().map(Dialect::line).toList(),
          Dialect.V3_7.line(),
          List.of(),
          Optional.of(SIGNAL));

  @Override
  public AdapterDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Support support(FeatureUse use) {
    return ArgoFeatures.support(use, Dialect.V3_7);
  }

  @Override
  public Support support(FeatureUse use, String version) {
    return ArgoFeatures.support(use, Dialect.of(version));
  }

  @Override
  public ArgoProduct lower(ExecutionPlan plan, LoweringContext context, Diagnostics out) {
    return new ArgoLowering(plan, context, out).lower();
  }

  @Override
  public List<BundleFile> emit(ArgoProduct model) {
    return new BundlePrinter().print(model);
  }

  @Override
  public Optional<EngineClock> clock() {
    return Optional.of(new ArgoClock());
  }
}

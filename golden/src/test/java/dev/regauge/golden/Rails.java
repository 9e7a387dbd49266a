package dev.regauge.golden;

import dev.regauge.adapters.spi.AdapterDescriptor;
import dev.regauge.adapters.spi.AdapterOption;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.SignalForm;
import dev.regauge.spec.plan.ExecutionPlan;
import java.util.List;
import java.util.Optional;

/**
 * An orchestrator for the rules about targets, so that their texts change with no real adapter: it
 * refuses shared pools, leaves out owners, only approximates a job's tags, and can do all else.
 */
final class Rails implements OrchestratorAdapter<Rails.Timetable> {

  /** What it lowers to. */
  record Timetable(String product) {}

  @Override
  public AdapterDescriptor descriptor() {
    return new AdapterDescriptor(
        new TargetName("rails"),
        "Rails",
        List.of("1.0", "1.1"),
        "1.1",
        List.of(
            new AdapterOption(
                "signals",
                AdapterOption.Kind.TEXT,
                "lamps",
                List.of("lamps", "arms"),
                "How trains are told")),
        Optional.of(
            new SignalForm(
                "What arrives on these rails.",
                List.of(
                    SignalForm.Field.optional("train", "Its number.", "ic 5"),
                    SignalForm.Field.optional("coach", "The coach in it.", "7").beside("train"),
                    SignalForm.Field.optional("freight", "A wagon's name.", "coal")),
                List.of("train", "freight"))));
  }

  @Override
  public Support support(FeatureUse use) {
    if (use.feature() == Feature.SHARED_POOL) {
      return new Support.Unsupported("a siding belongs to one line", "give each product its own");
    }
    if (use.feature() == Feature.JOB_TAGS) {
      return new Support.Approximated("tags are chalked on, and rain washes them off");
    }
    return use.feature() == Feature.ASSET_OWNERS
        ? new Support.Unsupported("wagons bear no names", "keep owners in a register of yours")
        : new Support.Native();
  }

  @Override
  public Timetable lower(ExecutionPlan plan, LoweringContext context, Diagnostics out) {
    return new Timetable(plan.product().name());
  }

  @Override
  public List<BundleFile> emit(Timetable model) {
    return List.of(BundleFile.text("README.md", "# " + model.product() + "\n"));
  }
}

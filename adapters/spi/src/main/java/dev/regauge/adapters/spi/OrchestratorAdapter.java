package dev.regauge.adapters.spi;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.plan.ExecutionPlan;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Turns a plan into one orchestrator's bundle. Found by {@link ServiceLoader}.
 *
 * @param <M> the target model: every decision of the target's idiom, none of the meaning
 */
public interface OrchestratorAdapter<M extends Record> {

  /** Returns who the adapter is, which versions it was tried with and which options it has. */
  AdapterDescriptor descriptor();

  /** A switch over {@link Feature} without default, so that a new feature must be answered. */
  Support support(FeatureUse use);

  /** The same for one of the tested versions, which may lack what the newest has. */
  default Support support(FeatureUse use, String version) {
    return support(use);
  }

  /** Decides everything: names, order, defaults. The only step that may report. */
  M lower(ExecutionPlan plan, LoweringContext context, Diagnostics out);

  /** Writes down what {@code lower} decided. Pure: no clock, no disk, no environment. */
  List<BundleFile> emit(M model);

  /** Returns when the engine would tick if nobody told it; empty when the adapter does not know. */
  default Optional<EngineClock> clock() {
    return Optional.empty();
  }
}

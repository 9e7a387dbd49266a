package org.example.prefect;

import dev.regauge.adapters.spi.AdapterDescriptor;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.plan.ExecutionPlan;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.example.prefect.model.PrefectProduct;

/**
 * The real adapter with a mistake in what it answers, decides or writes.
 *
 * @param answers gives the answer to a use in place of the right one
 * @param decides changes the target model
 * @param writes changes the files
 */
record Mutant(
    BiFunction<FeatureUse, Support, Support> answers,
    UnaryOperator<PrefectProduct> decides,
    UnaryOperator<List<BundleFile>> writes)
    implements OrchestratorAdapter<PrefectProduct> {
  private static final PrefectAdapter REAL = new PrefectAdapter();

  static final Mutant NONE = new Mutant((use, right) -> right, right -> right, right -> right);

  static Mutant answering(BiFunction<FeatureUse, Support, Support> mistake) {
    return new Mutant(mistake, NONE.decides, NONE.writes);
  }

  static Mutant deciding(UnaryOperator<PrefectProduct> mistake) {
    return new Mutant(NONE.answers, mistake, NONE.writes);
  }

  static Mutant writing(UnaryOperator<List<BundleFile>> mistake) {
    return new Mutant(NONE.answers, NONE.decides, mistake);
  }

  @Override
  public AdapterDescriptor descriptor() {
    return REAL.descriptor();
  }

  @Override
  public Support support(FeatureUse use) {
    return answers.apply(use, REAL.support(use));
  }

  @Override
  public PrefectProduct lower(ExecutionPlan plan, LoweringContext context, Diagnostics out) {
    return decides.apply(REAL.lower(plan, context, out));
  }

  @Override
  public List<BundleFile> emit(PrefectProduct model) {
    return writes.apply(REAL.emit(model));
  }
}

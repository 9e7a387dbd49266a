package dev.regauge.spec.plan;

import dev.regauge.spec.model.RunSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Plans the models of a semantic layer: each list by name, for its order means nothing. */
final class SemanticPlanning {

  private SemanticPlanning() {}

  static RunPlan.Semantic plan(RunSpec.Semantic run) {
    return new RunPlan.Semantic(
        byName(run.models(), RunSpec.SemanticModel::name, SemanticPlanning::model), run.layer());
  }

  private static RunPlan.SemanticModel model(RunSpec.SemanticModel spec) {
    return new RunPlan.SemanticModel(
        spec.name(),
        said(spec.description()),
        spec.sql(),
        spec.table(),
        byName(spec.measures(), RunSpec.SemanticMeasure::name, SemanticPlanning::measure),
        byName(spec.dimensions(), RunSpec.SemanticDimension::name, SemanticPlanning::dimension),
        byName(
            spec.joins(),
            RunSpec.SemanticJoin::name,
            join -> new RunPlan.SemanticJoin(join.name(), join.relationship(), join.sql())),
        byName(spec.rollups(), RunSpec.SemanticRollup::name, SemanticPlanning::rollup),
        spec.metadata());
  }

  private static RunPlan.SemanticMeasure measure(RunSpec.SemanticMeasure spec) {
    return new RunPlan.SemanticMeasure(
        spec.name(), spec.type(), spec.sql(), said(spec.description()));
  }

  private static RunPlan.SemanticDimension dimension(RunSpec.SemanticDimension spec) {
    return new RunPlan.SemanticDimension(
        spec.name(),
        spec.type(),
        spec.sql(),
        spec.latitude(),
        spec.longitude(),
        spec.primaryKey().orElse(false),
        said(spec.description()));
  }

  private static RunPlan.SemanticRollup rollup(RunSpec.SemanticRollup spec) {
    return new RunPlan.SemanticRollup(
        spec.name(),
        RunPlanning.sorted(spec.measures()),
        RunPlanning.sorted(spec.dimensions()),
        spec.timeDimension(),
        spec.granularity());
  }

  private static Optional<String> said(Optional<String> text) {
    return text.filter(words -> !words.isEmpty());
  }

  private static <S, P> List<P> byName(
      List<S> specs, Function<S, String> name, Function<S, P> plan) {
    return specs.stream().sorted(Comparator.comparing(name)).map(plan).toList();
  }
}

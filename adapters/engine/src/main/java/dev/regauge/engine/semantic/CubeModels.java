package dev.regauge.engine.semantic;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.engine.PrettyYaml;
import dev.regauge.engine.semantic.CubeFile.Cube;
import dev.regauge.engine.semantic.CubeFile.Dimension;
import dev.regauge.engine.semantic.CubeFile.Expression;
import dev.regauge.engine.semantic.CubeFile.Join;
import dev.regauge.engine.semantic.CubeFile.Measure;
import dev.regauge.engine.semantic.CubeFile.PreAggregation;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.RunPlan;
import dev.regauge.spec.plan.RunPlan.SemanticDimension;
import dev.regauge.spec.plan.RunPlan.SemanticModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a file of Cube's data model of each model of the semantic layer. */
public final class CubeModels {

  /** Where the files are in the product home; the step takes them from there. */
  private static final String FOLDER = "model/cubes/";

  private CubeModels() {}

  /** Returns a file such as {@code model/cubes/revenue_daily.yml} for each model. */
  public static List<BundleFile> of(ExecutionPlan plan) {
    List<BundleFile> files = new ArrayList<>();
    for (AssetPlan asset : plan.assets()) {
      if (asset.run() instanceof RunPlan.Semantic semantic) {
        for (SemanticModel model : semantic.models()) {
          files.add(
              BundleFile.text(
                  FOLDER + model.name() + ".yml",
                  text(plan.product().name(), model),
                  List.of(
                      "assets[" + asset.key() + "].run.semantic.models[" + model.name() + "]")));
        }
      }
    }
    return List.copyOf(files);
  }

  /** Returns a model's file. */
  public static String text(String product, SemanticModel model) {
    return PrettyYaml.text(product, new CubeFile(List.of(cube(model))));
  }

  private static Cube cube(SemanticModel model) {
    return new Cube(
        model.name(),
        model.description().map(CubeText::plain),
        model.sql().map(CubeText::plain),
        model.table().map(CubeText::plain),
        model.joins().stream()
            .map(
                join -> new Join(join.name(), join.relationship(), CubeText.expression(join.sql())))
            .toList(),
        model.dimensions().stream().map(CubeModels::dimension).toList(),
        model.measures().stream()
            .map(
                measure ->
                    new Measure(
                        measure.name(),
                        measure.type(),
                        measure.description().map(CubeText::plain),
                        measure.sql().map(CubeText::expression)))
            .toList(),
        model.rollups().stream()
            .map(
                rollup ->
                    new PreAggregation(
                        rollup.name(),
                        rollup.measures(),
                        rollup.dimensions(),
                        rollup.timeDimension(),
                        rollup.granularity()))
            .toList(),
        members(model.metadata()));
  }

  private static Dimension dimension(SemanticDimension dimension) {
    return new Dimension(
        dimension.name(),
        dimension.type(),
        dimension.description().map(CubeText::plain),
        dimension.sql().map(CubeText::expression),
        dimension.latitude().map(CubeText::expression).map(Expression::new),
        dimension.longitude().map(CubeText::expression).map(Expression::new),
        dimension.isPrimaryKey() ? Optional.of(true) : Optional.empty());
  }

  private static SortedMap<String, Object> members(SortedMap<String, Value> values) {
    SortedMap<String, Object> members = new TreeMap<>();
    values.forEach((name, value) -> members.put(name, literal(value)));
    return members;
  }

  private static @Nullable Object literal(Value value) {
    return switch (value) {
      case Value.Text(String text) -> CubeText.plain(text);
      case Value.Number(var number) -> number;
      case Value.Bool(boolean bool) -> bool;
      case Value.Nothing _ -> null;
      case Value.Sequence(List<Value> items) -> {
        List<@Nullable Object> literals = new ArrayList<>();
        items.forEach(item -> literals.add(literal(item)));
        yield literals;
      }
      case Value.Mapping mapping -> members(mapping.entries());
      // RG-RULE-477 lets none through.
      case Value.EnvironmentRef _, Value.ServiceRef _, Value.SecretRef _ ->
          throw new IllegalStateException("a reference in the metadata of a model");
    };
  }
}

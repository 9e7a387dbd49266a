package dev.regauge.engine;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.resolve.ResolvedSpec;
import dev.regauge.spec.rule.Silences;
import dev.regauge.spec.source.PartialProduct;
import dev.regauge.spec.source.ReferencedFiles;
import dev.regauge.spec.source.SourceMap;
import dev.regauge.spec.source.SpecDocument.OtherKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A product as far as it could be compiled.
 *
 * @param file the product file, absolute
 * @param otherKind present when the file is a service or a topic, judged by itself
 * @param spec present when the file could be read
 * @param graph present when the file could be read
 * @param sound present when no stage found an error
 * @param partial present when only parts of the file could be read
 * @param part what plugins are to it
 */
public record CompiledProduct(
    Path file,
    SourceMap sources,
    Optional<OtherKind> otherKind,
    Optional<ResolvedSpec> spec,
    Optional<SpecGraph> graph,
    Optional<Sound> sound,
    Optional<Partial> partial,
    PluginPart part) {

  /** Returns the product root: the folder of the product file. */
  public Path root() {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  /** Returns the findings of all stages by place, without those that the author has silenced. */
  public List<Diagnostic> heard(Diagnostics found) {
    List<Diagnostic> sorted = found.sorted();
    return graph.map(linked -> Silences.apply(linked, sorted)).orElse(sorted);
  }

  /** What can be read of a product, in several ways, and the files that it names. */
  public record Partial(PartialProduct readings, ReferencedFiles files) {}

  /** A product without errors, in each of its shapes. */
  public record Sound(
      ResolvedSpec spec, SpecGraph graph, ExecutionPlan plan, List<FeatureUse> uses) {
    public Sound {
      uses = List.copyOf(uses);
    }
  }
}

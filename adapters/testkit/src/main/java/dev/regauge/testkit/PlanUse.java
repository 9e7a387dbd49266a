package dev.regauge.testkit;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.Content;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.adapters.spi.RuntimeWheel;
import dev.regauge.adapters.spi.TargetOptions;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureScanner;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PlanLeaves;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which leaves of a plan an adapter's own files tell of: each leaf is changed by itself, and the
 * adapter is asked again. The files that every bundle has, plan.json among them, are not looked at.
 *
 * @param leaves every leaf of the plan, by its record: {@code AssetPlan.group}
 * @param told those whose change changed a file, made a finding or made the adapter refuse
 * @param features those whose uses a told change touched
 */
record PlanUse(SortedSet<String> leaves, SortedSet<String> told, Set<Feature> features) {

  static PlanUse of(OrchestratorAdapter<?> adapter, SpecGraph graph, ExecutionPlan plan) {
    String before = print(adapter, plan);
    EnumMap<Feature, String> uses = uses(graph, plan);
    SortedSet<String> leaves = new TreeSet<>();
    SortedSet<String> told = new TreeSet<>();
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    for (PlanLeaves.Change change : PlanLeaves.changes(plan)) {
      leaves.add(change.leaf());
      ExecutionPlan other = change.plan();
      if (!before.equals(print(adapter, other))) {
        told.add(change.leaf());
        EnumMap<Feature, String> changed = uses(graph, other);
        for (Feature feature : uses.keySet()) {
          if (!uses.get(feature).equals(changed.get(feature))) {
            features.add(feature);
          }
        }
      }
    }
    return new PlanUse(leaves, told, features);
  }

  private static EnumMap<Feature, String> uses(SpecGraph graph, ExecutionPlan plan) {
    EnumMap<Feature, String> uses = new EnumMap<>(Feature.class);
    for (FeatureUse use : new FeatureScanner().scan(graph, plan)) {
      uses.merge(use.feature(), use.address() + use.values(), (a, b) -> a + "\n" + b);
    }
    return uses;
  }

  /** Everything that the adapter says of a plan; a plan that is not sound may make it throw. */
  static <M extends Record> String print(OrchestratorAdapter<M> adapter, ExecutionPlan plan) {
    FoundDiagnostics found = new FoundDiagnostics();
    SortedMap<String, String> files = new TreeMap<>();
    try {
      M model = adapter.lower(plan, context(adapter), found);
      for (BundleFile file : adapter.emit(model)) {
        files.put(file.path().value(), file.mode() + file.content().sha256() + file.origins());
      }
    } catch (RuntimeException e) {
      return "refused: " + e;
    }
    return files + " " + found.sorted();
  }

  private static LoweringContext context(OrchestratorAdapter<?> adapter) {
    return new LoweringContext(
        adapter.descriptor().id(),
        adapter.descriptor().defaultVersion(),
        TargetOptions.NONE,
        "conformance",
        new RuntimeWheel("regauge_runtime-0-py3-none-any.whl", Content.text("")),
        new TreeSet<>());
  }

  /** Returns the leaves that no file tells of, without those. */
  List<String> lost(Set<String> known) {
    return leaves.stream().filter(leaf -> !told.contains(leaf) && !known.contains(leaf)).toList();
  }
}

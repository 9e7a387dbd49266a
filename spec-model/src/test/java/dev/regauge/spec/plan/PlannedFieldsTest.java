package dev.regauge.spec.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.graph.SpecLinker;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.rule.Checked;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Nothing that the spec can say is lost on the way to the plan: each field of the model's records
 * is changed by itself in products that together use all of them, and the plan must tell, or the
 * field stands here with the reason why nothing runs by it.
 */
class PlannedFieldsTest {

  private static final List<Path> PRODUCTS =
      List.of(
          Path.of("../golden/full_example/product.yaml"),
          Path.of("src/test/resources/products/everything.yaml"),
          Path.of("src/test/resources/products/later_product.yaml"),
          Path.of("src/test/resources/products/later_assets.yaml"),
          Path.of("src/test/resources/products/seldom_said.yaml"));

  /** Fields, or whole records with their parts, that no run depends on. */
  private static final SortedMap<String, String> NOT_PLANNED = notPlanned();

  private static SortedMap<String, String> notPlanned() {
    SortedMap<String, String> reasons = new TreeMap<>();
    reasons.put(
        "AssetSpec.timezone", "the resolver gives it to the set and the lines in the asset");
    reasons.put("PartitionSetSpec.ofAsset", "the resolver finds the set's zone by it");
    reasons.put("JobSpec.ofAsset", "the linker carries it out as the job's selection");
    reasons.put("PlatformSpec", "the manifest is merged before anything is planned");
    reasons.put("ProductSpec.AcceptSpec", "what is done about a target's refusal");
    reasons.put("ProductSpec.DefaultsSpec", "the resolver gives it to each asset");
    reasons.put("ProductSpec.SilenceSpec", "what is done about a warning");
    reasons.put("ProductSpec.TargetSpec", "which bundles are made, not what they do");
    reasons.put("ProductSpec.apiVersion", "the form of the file");
    reasons.put("ProductSpec.include", "the reader has joined the files");
    reasons.put("ProductSpec.kind", "the form of the file");
    reasons.put("ProductSpec.mode", "the resolver names the lineage's namespace by it");
    reasons.put("ServiceSpec", "a service of the platform, which charts run");
    reasons.put("TopicSpec", "a topic of the platform");
    return reasons;
  }

  @Test
  void everyFieldReachesThePlan() {
    SortedSet<String> told = new TreeSet<>();
    SortedSet<String> said = new TreeSet<>();
    for (Path file : PRODUCTS) {
      SpecGraph graph = Checked.file(file).graph().orElseThrow();
      String before = PlanJson.write(new Planner().plan(graph));
      List<SpecLeaves.Change> changes = SpecLeaves.changes(graph.product());
      assertTrue(changes.size() > 100, file + " has leaves: " + changes.size());
      for (SpecLeaves.Change change : changes) {
        said.add(change.leaf());
        if (!told.contains(change.leaf()) && !before.equals(plan(graph, change.product()))) {
          told.add(change.leaf());
        }
      }
    }
    SortedSet<String> lost = new TreeSet<>(SpecLeaves.all());
    lost.removeAll(told);
    SortedSet<String> unused = new TreeSet<>(NOT_PLANNED.keySet());
    unused.removeIf(reason -> lost.removeIf(leaf -> isWithin(leaf, reason)));
    SortedSet<String> unsaid = new TreeSet<>(lost);
    unsaid.removeAll(said);
    lost.removeAll(unsaid);
    assertEquals(new TreeSet<>(), lost, "fields that the plan does not tell of");
    assertEquals(new TreeSet<>(), unsaid, "fields that no product of this test has");
    assertEquals(new TreeSet<>(), unused, "reasons for nothing");
  }

  private static boolean isWithin(String leaf, String reason) {
    return leaf.equals(reason) || leaf.startsWith(reason + ".");
  }

  /** A product that is not sound after the change need not have a plan; what it says is told. */
  private static String plan(SpecGraph graph, ProductSpec product) {
    FoundDiagnostics found = new FoundDiagnostics();
    SpecGraph changed = new SpecLinker().link(product, graph.locator(), graph.files(), found);
    return PlanJson.write(new Planner().plan(changed));
  }
}

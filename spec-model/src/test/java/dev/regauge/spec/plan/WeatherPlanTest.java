package dev.regauge.spec.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.graph.SpecLinker;
import dev.regauge.spec.source.SpecDocument;
import dev.regauge.spec.source.SpecReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The example's own plan: its order, its gates, its waits, and that its JSON is read back as it
 * was.
 */
class WeatherPlanTest {

  private static ExecutionPlan plan() {
    FoundDiagnostics found = new FoundDiagnostics();
    SpecDocument document =
        new SpecReader().read(Path.of("../golden/cases/weather/product.yaml"), found);
    assertEquals(List.of(), found.sorted());
    SpecGraph graph =
        new SpecLinker()
            .link(
                document.product().orElseThrow(),
                document.sources(),
                document.files()::text,
                found);
    assertEquals(List.of(), found.sorted());
    return new Planner().plan(graph);
  }

  @Test
  void assetsStandUpstreamBeforeDownstreamTiesByKey() {
    assertEquals(
        List.of("bronze/days", "reference/normals", "silver/days", "gold/months"),
        plan().assets().stream().map(AssetPlan::key).toList());
  }

  @Test
  void onlyOutputsWithABlockingCheckAreAudited() {
    assertEquals(
        List.of(false, true, true, false),
        plan().assets().stream().map(asset -> asset.outputs().getFirst().isAudited()).toList());
  }

  @Test
  void mappingsFollowFromThePartitions() {
    AssetPlan silver = plan().assets().get(2);
    assertEquals(
        List.of("identity", "all"),
        silver.upstream().stream().map(edge -> edge.mapping().text()).toList());
    assertEquals(List.of(1.0, 2.0), silver.retry().waitSeconds());
    assertEquals(600L, silver.maxRuntimeSeconds().orElseThrow());
  }

  @Test
  void theJobHasTheWholeChainAndTheZone() {
    JobPlan job = plan().jobs().getFirst();
    assertEquals(
        List.of(
            "bronze/days → silver/days",
            "reference/normals → silver/days",
            "silver/days → gold/months"),
        job.edges().stream().map(edge -> edge.from() + " → " + edge.to()).toList());
    assertEquals("America/Los_Angeles", job.triggers().getFirst().timezone());
    assertEquals("last", job.triggers().getFirst().partition());
  }

  @Test
  void theJsonIsReadBackAsItWas() {
    ExecutionPlan plan = plan();
    assertEquals(plan, PlanJson.read(PlanJson.write(plan)));
  }
}

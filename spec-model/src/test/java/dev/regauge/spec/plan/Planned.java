package dev.regauge.spec.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.rule.Checked;
import java.nio.file.Path;

/** A product with its plan; fails when something is wrong with it. */
public record Planned(SpecGraph graph, ExecutionPlan plan) {

  public static Planned file(Path file) {
    return of(Checked.file(file));
  }

  public static Planned text(Path folder, String text) {
    return of(Checked.text(folder, text));
  }

  private static Planned of(Checked checked) {
    assertEquals("", checked.printed());
    SpecGraph graph = checked.graph().orElseThrow();
    return new Planned(graph, new Planner().plan(graph));
  }

  AssetPlan asset(String key) {
    return plan.assets().stream().filter(it -> it.key().equals(key)).findFirst().orElseThrow();
  }

  JobPlan job(String name) {
    return plan.jobs().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }
}

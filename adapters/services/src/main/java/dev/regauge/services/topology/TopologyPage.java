package dev.regauge.services.topology;

import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.templates.Renderer;
import dev.regauge.templates.Template;

/** The page about a product's planes, services, topics and resources. */
public final class TopologyPage {
  private static final Template<TopologyView> PAGE =
      new Template<>("templates/services/topology.md.ftl", TopologyView.class);

  private TopologyPage() {}

  /** Returns the page of a product in which no rule finds a mistake: Markdown with one graph. */
  public static String of(SpecGraph graph) {
    return Renderer.standard().render(PAGE, TopologyView.of(Topology.of(graph)));
  }
}

package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.ProductSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Resolves every name of a product: inputs and dependencies to assets and tables, uses to
 * declarations.
 *
 * <p>What cannot be resolved is a finding and is left out of the graph, so that one mistake gives
 * one finding.
 */
public final class SpecLinker {

  /** Returns the graph of a completed product. */
  public SpecGraph link(ProductSpec product, Locator locator, ProductFiles files, Diagnostics out) {
    LinkFindings findings = new LinkFindings(locator, out);
    DbtModels dbt = new DbtModels(product, files);
    KeptContracts contracts = new KeptContracts(product, files);
    ProductSpec completed = contracts.completed(dbt.completed());
    AssetLinking assets = new AssetLinking(completed, findings);
    SpecGraph graph = new SpecGraph(completed, locator, files, dbt, contracts, assets.nodes());
    reportCycles(graph, findings);
    new NameChecks(graph, findings, assets.keyPaths(), assets.tables()).check();
    return graph;
  }

  private static void reportCycles(SpecGraph graph, LinkFindings findings) {
    for (List<String> cycle : graph.edges().cycles()) {
      List<SpecPath> places = new ArrayList<>();
      for (int i = 0; i < cycle.size(); i++) {
        String upstream = cycle.get((i + 1) % cycle.size());
        graph
            .asset(cycle.get(i))
            .flatMap(
                asset ->
                    asset.upstream().stream()
                        .filter(edge -> edge.upstream().equals(upstream))
                        .findFirst())
            .ifPresent(edge -> places.add(edge.path()));
      }
      List<String> path = new ArrayList<>(cycle);
      path.add(cycle.getFirst());
      findings.cycle(path, places);
    }
  }
}

package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.TableSpec.EvolutionSpec;

/** A table whose columns stay as they are has no breaking changes either. */
final class EvolutionIsOneWay implements TableRule {

  private static final Code CODE = new Code("RG-RULE-075");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(TableColumns table, SpecGraph graph, Diagnostics out) {
    if (table.evolution().filter(EvolutionIsOneWay::contradicts).isPresent()) {
      out.add(
          Diagnostic.error(
                  CODE,
                  "table '" + table.table() + "' may not change, and may change so that it breaks")
              .at(table.path().field("evolution").field("allowBreaking"), graph.locator())
              .label("contradicts 'mode: none'")
              .help("write 'mode: full', or leave 'allowBreaking' out"));
    }
  }

  private static boolean contradicts(EvolutionSpec spec) {
    return spec.mode().filter("none"::equals).isPresent() && spec.allowBreaking().orElse(false);
  }
}

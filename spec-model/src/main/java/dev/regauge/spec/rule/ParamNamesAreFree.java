package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import java.util.List;

/** A param is not called like something that every step has already (semantics 21, 26). */
final class ParamNamesAreFree implements Rule {

  private static final Code CODE = new Code("RG-RULE-019");
  private static final List<String> TAKEN =
      List.of("context", "item", "partition", "partition_end", "partition_start");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (String name : graph.product().params().keySet()) {
      if (TAKEN.contains(name)) {
        SpecPath at = SpecPath.of("params").entry(name);
        out.add(
            Diagnostic.error(CODE, "a param cannot be called '" + name + "'")
                .atKey(at, graph.locator())
                .label("every step has this name already")
                .help("give it another name, such as '" + name + "_param'"));
      }
    }
  }
}

package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;

/** A column that the step adds is not declared as well. */
final class AddedColumnsAreFree implements TableRule {

  private static final Code CODE = new Code("RG-RULE-065");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(TableColumns table, SpecGraph graph, Diagnostics out) {
    for (int i = 0; i < table.metadataColumns().size(); i++) {
      String added = table.metadataColumns().get(i);
      SpecPath at = table.path().field("metadataColumns").at(i);
      if (table.metadataColumns().indexOf(added) < i) {
        out.add(finding(graph, "the column '" + added + "' is added twice", at));
      } else if (table.typeOf(added).isPresent()) {
        out.add(finding(graph, "the column '" + added + "' is added and declared too", at));
      }
    }
  }

  private static Diagnostic finding(SpecGraph graph, String what, SpecPath at) {
    return Diagnostic.error(CODE, what)
        .at(at, graph.locator())
        .label("the table would have it twice")
        .help("remove one of the two");
  }
}

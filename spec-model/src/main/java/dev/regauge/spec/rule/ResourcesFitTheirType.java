package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;

/** A resource of the type python has the factory that makes it, and no other has one. */
final class ResourcesFitTheirType implements Rule {

  private static final Code CODE = new Code("RG-RULE-030");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    graph
        .product()
        .resources()
        .forEach(
            (name, resource) -> {
              boolean isPython = resource.type().equals("python");
              SpecPath at = SpecPath.of("resources").entry(name);
              if (isPython && resource.factory().isEmpty()) {
                out.add(
                    Diagnostic.error(
                            CODE, "resource '" + name + "' of the type python has no 'factory'")
                        .atKey(at, graph.locator())
                        .label("what makes it?")
                        .help("write 'factory: \"pkg.mod:fn\"'"));
              } else if (!isPython && resource.factory().isPresent()) {
                out.add(
                    Diagnostic.error(
                            CODE,
                            "resource '"
                                + name
                                + "' of the type "
                                + resource.type()
                                + " has a 'factory', which only the type python has")
                        .at(at.field("factory"), graph.locator())
                        .label("nothing would call it")
                        .help("remove it, or write 'type: python'"));
              }
            });
  }
}

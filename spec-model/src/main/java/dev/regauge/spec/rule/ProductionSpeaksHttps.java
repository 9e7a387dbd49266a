package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.EnvironmentSpec;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What production reaches over the network it reaches by {@code https}; a name of the cluster or of
 * the machine may do without.
 */
final class ProductionSpeaksHttps implements Rule {

  private static final Code CODE = new Code("RG-RULE-273");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SortedMap<String, EnvironmentSpec> environments = new TreeMap<>(graph.product().environments());
    environments.keySet().retainAll(OpenAddress.PRODUCTION);
    environments.forEach(
        (name, environment) ->
            environment
                .values()
                .forEach(
                    (variable, text) -> {
                      SpecPath at =
                          SpecPath.of("environments").entry(name).field("values").entry(variable);
                      if (OpenAddress.is(text)) {
                        out.add(
                            Diagnostic.warning(
                                    CODE,
                                    "'"
                                        + variable
                                        + "' of environment '"
                                        + name
                                        + "' is reached without encryption")
                                .at(at, graph.locator())
                                .label("http, to a host outside")
                                .help("write https://"));
                      }
                    }));
  }
}

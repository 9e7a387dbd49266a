package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.EnvironmentSpec;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What production reaches over the network it reaches by {@code https}; a name of the cluster or of
 * the machine may do without.
 */
final class ProductionSpeaksHttps implements Rule {

  private static final Code CODE = new Code("RG-RULE-273");
  private static final String PLAIN = "http://";
  private static final List<String> PRODUCTION = List.of("live", "prod", "production");
  private static final List<String> INSIDE =
      List.of(".internal", ".lan", ".local", ".localhost", ".svc");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SortedMap<String, EnvironmentSpec> environments = new TreeMap<>(graph.product().environments());
    environments.keySet().retainAll(PRODUCTION);
    environments.forEach(
        (name, environment) ->
            environment
                .values()
                .forEach(
                    (variable, text) -> {
                      SpecPath at =
                          SpecPath.of("environments").entry(name).field("values").entry(variable);
                      if (isOpen(text)) {
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

  private static boolean isOpen(String text) {
    if (!text.toLowerCase(Locale.ROOT).startsWith(PLAIN)) {
      return false;
    }
    String rest = text.substring(PLAIN.length()).toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < rest.length() && "/:?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    String host = rest.substring(0, end);
    boolean isAddress = host.matches("[0-9.]+");
    return host.indexOf('.') > 0 && !isAddress && INSIDE.stream().noneMatch(host::endsWith);
  }
}

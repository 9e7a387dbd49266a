package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.contract.ContractDocument.ServiceLevel;
import java.time.Duration;
import java.util.Optional;

/** Who expects a table to be fresh expects no more than its contract promises. */
final class PromisesOfOthersAreEnough implements Rule {

  private static final Code CODE = new Code("RG-RULE-442");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    graph
        .product()
        .external()
        .forEach(
            (key, external) -> {
              Optional<ServiceLevel> level =
                  graph
                      .contracts()
                      .tableOf(key)
                      .filter(_ -> !graph.contracts().enforcement(key).equals("off"))
                      .flatMap(
                          table ->
                              graph
                                  .contracts()
                                  .of(key)
                                  .flatMap(contract -> contract.freshness(table)));
              if (level.isPresent() && external.freshness().isPresent()) {
                Duration promised = Duration.ofSeconds(level.get().seconds().orElseThrow());
                if (Duration.parse(external.freshness().get()).compareTo(promised) < 0) {
                  out.add(tooSoon(graph, key, promised, level.get()));
                }
              }
            });
  }

  private static Diagnostic tooSoon(
      SpecGraph graph, String key, Duration promised, ServiceLevel level) {
    return Diagnostic.warning(
            CODE, "external '" + key + "' is expected sooner than its contract promises it")
        .at(SpecPath.of("external").entry(key).field("freshness"), graph.locator())
        .label("its maker may come later and keep the contract")
        .related(Optional.of(level.at()), "promised here")
        .help("write " + promised + " or more, or agree on a shorter time with its maker");
  }
}

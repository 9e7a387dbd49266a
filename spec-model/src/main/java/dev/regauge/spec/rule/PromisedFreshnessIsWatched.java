package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.AssetSpec.FreshnessSpec;
import dev.regauge.spec.model.PortSpec;
import dev.regauge.spec.model.PortSpec.ContractSpec;
import dev.regauge.spec.model.PortSpec.SlaSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who promises others how fresh a table is hears of it when it is older. */
final class PromisedFreshnessIsWatched implements Rule {

  private static final Code CODE = new Code("RG-RULE-430");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<PortSpec> ports = graph.product().ports();
    for (int i = 0; i < ports.size(); i++) {
      PortSpec port = ports.get(i);
      Optional<String> promised =
          port.contract().flatMap(ContractSpec::sla).flatMap(SlaSpec::freshness);
      Optional<AssetNode> producer =
          graph.writtenAssets().stream()
              .filter(
                  asset ->
                      asset.outputs().stream()
                          .anyMatch(output -> output.table().equals(port.table())))
              .findFirst();
      if (promised.isPresent() && producer.isPresent()) {
        SpecPath at = SpecPath.of("ports").at(i).field("contract").field("sla").field("freshness");
        check(promised.get(), producer.get(), at, graph, out);
      }
    }
  }

  private static void check(
      String promised, AssetNode producer, SpecPath at, SpecGraph graph, Diagnostics out) {
    Duration limit = Duration.parse(promised);
    boolean isWatched =
        producer.spec().freshness().stream()
            .flatMap(PromisedFreshnessIsWatched::limits)
            .anyMatch(watched -> Duration.parse(watched).compareTo(limit) <= 0);
    if (!isWatched) {
      out.add(
          Diagnostic.warning(
                  CODE,
                  "nobody hears when '" + producer.key() + "' is older than this port promises")
              .at(at, graph.locator())
              .label("promised to others")
              .help(
                  "write freshness: {failAfter: "
                      + promised
                      + "}, or less, at the asset '"
                      + producer.key()
                      + "'"));
    }
  }

  private static Stream<String> limits(FreshnessSpec freshness) {
    return Stream.concat(freshness.warnAfter().stream(), freshness.failAfter().stream());
  }
}

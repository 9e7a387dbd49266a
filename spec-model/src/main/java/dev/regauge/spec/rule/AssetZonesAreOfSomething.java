package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.PlacedTrigger;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.PartitionSetSpec.Windows;
import java.util.Optional;

/** An asset's zone is that of a partition set or a cron line that stands in the asset itself. */
final class AssetZonesAreOfSomething implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-399");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    Optional<String> zone = asset.spec().timezone();
    if (zone.filter(ZoneIsKnown::isZone).isPresent()
        && !zone.equals(graph.product().defaults().timezone())
        && !isOfItsSet(asset, zone, graph)
        && !isOfItsCron(asset, zone, graph)) {
      out.add(
          Diagnostic.warning(CODE, "the zone of asset '" + asset.key() + "' is that of nothing")
              .at(asset.path().field("timezone"), graph.locator())
              .label("no partition set and no cron line stands in the asset without a zone")
              .help("write it at the partition set or the trigger that it is meant for"));
    }
  }

  @Override
  public void checkRest(SpecGraph graph, Diagnostics out) {}

  private static boolean isOfItsSet(AssetNode asset, Optional<String> zone, SpecGraph graph) {
    return graph.product().partitions().values().stream()
        .filter(set -> set.ofAsset().filter(asset.key()::equals).isPresent())
        .flatMap(set -> set.windows().stream())
        .map(Windows::timezone)
        .anyMatch(zone::equals);
  }

  private static boolean isOfItsCron(AssetNode asset, Optional<String> zone, SpecGraph graph) {
    return graph.jobs().stream()
        .filter(job -> isOf(job, asset.key()))
        .flatMap(job -> PlacedTrigger.of(job).stream())
        .filter(trigger -> trigger.spec().cron().isPresent())
        .anyMatch(trigger -> trigger.spec().timezone().equals(zone));
  }

  private static boolean isOf(JobNode job, String key) {
    return job.spec().flatMap(JobSpec::ofAsset).filter(key::equals).isPresent();
  }
}

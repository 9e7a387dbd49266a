package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.PlacedTrigger;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.PartitionSetSpec.Windows;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A time zone is UTC or a place of the IANA database, such as {@code Europe/Berlin}.
 *
 * <p>Short names ({@code EST}, {@code EST5EDT}, {@code GMT+2}) mean different things to different
 * programs. A default that is wrong is reported once, not wherever it is inherited.
 */
final class ZoneIsKnown implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-011");

  private static final SortedSet<String> ZONES = zones();

  /** Short names, which mean different things to different programs, and a place of each. */
  private static final SortedMap<String, String> PLACES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("EST", "America/New_York"),
              Map.entry("EDT", "America/New_York"),
              Map.entry("CST", "America/Chicago"),
              Map.entry("CDT", "America/Chicago"),
              Map.entry("MST", "America/Denver"),
              Map.entry("MDT", "America/Denver"),
              Map.entry("PST", "America/Los_Angeles"),
              Map.entry("PDT", "America/Los_Angeles"),
              Map.entry("GMT", "Europe/London"),
              Map.entry("BST", "Europe/London"),
              Map.entry("CET", "Europe/Berlin"),
              Map.entry("CEST", "Europe/Berlin"),
              Map.entry("MEZ", "Europe/Berlin"),
              Map.entry("EET", "Europe/Helsinki"),
              Map.entry("IST", "Asia/Kolkata"),
              Map.entry("JST", "Asia/Tokyo"),
              Map.entry("AEST", "Australia/Sydney")));

  private static SortedSet<String> zones() {
    SortedSet<String> zones = new TreeSet<>();
    ZoneId.getAvailableZoneIds().stream()
        .filter(zone -> zone.indexOf('/') > 0 && !zone.startsWith("SystemV/"))
        .forEach(zones::add);
    zones.add("UTC");
    return zones;
  }

  /** Whether a zone is one that no finding of this rule is about. */
  static boolean isZone(String text) {
    return ZONES.contains(text);
  }

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    Optional<String> inherited = graph.product().defaults().timezone();
    asset
        .spec()
        .timezone()
        .filter(zone -> !inherited.equals(Optional.of(zone)))
        .ifPresent(zone -> judge(zone, asset.path().field("timezone"), graph, out));
  }

  @Override
  public void checkRest(SpecGraph graph, Diagnostics out) {
    Optional<String> inherited = graph.product().defaults().timezone();
    inherited.ifPresent(zone -> judge(zone, SpecPath.of("defaults", "timezone"), graph, out));
    graph
        .product()
        .partitions()
        .forEach(
            (name, set) ->
                set.windows()
                    .flatMap(Windows::timezone)
                    .filter(zone -> !inherited.equals(Optional.of(zone)))
                    .filter(zone -> !isOf(set.ofAsset(), zone, graph))
                    .ifPresent(
                        zone -> {
                          SpecPath at = SpecPath.of("partitions").entry(name).field(set.kind());
                          judge(zone, at.field("timezone"), graph, out);
                        }));
    for (JobNode job : graph.jobs()) {
      for (PlacedTrigger trigger : PlacedTrigger.of(job)) {
        trigger
            .spec()
            .timezone()
            .filter(zone -> !inherited.equals(Optional.of(zone)))
            .filter(zone -> !isOf(job.spec().flatMap(JobSpec::ofAsset), zone, graph))
            .ifPresent(zone -> judge(zone, trigger.path().field("timezone"), graph, out));
      }
    }
  }

  /** Whether it is the zone of the asset in which it stands, which is judged there. */
  private static boolean isOf(Optional<String> asset, String zone, SpecGraph graph) {
    return asset
        .flatMap(graph::asset)
        .flatMap(node -> node.spec().timezone())
        .equals(Optional.of(zone));
  }

  private static void judge(String zone, SpecPath at, SpecGraph graph, Diagnostics out) {
    if (!isZone(zone)) {
      out.add(
          Diagnostic.error(CODE, "'" + zone + "' is no time zone of the IANA database")
              .at(at, graph.locator())
              .label("unknown time zone")
              .help(
                  Optional.ofNullable(PLACES.get(zone.replaceFirst("[0-9].*$", "")))
                      .map(place -> "write a place that has it, such as " + place)
                      .or(() -> near(zone))
                      .orElse("write UTC, or a place such as Europe/Berlin")));
    }
  }

  private static Optional<String> near(String zone) {
    return NearestName.to(zone, ZONES).map(near -> "write '" + near + "'");
  }
}

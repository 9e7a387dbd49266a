package dev.regauge.golden;

import dev.regauge.spec.partition.CronLine;
import dev.regauge.spec.partition.CrossSet;
import dev.regauge.spec.partition.KeyFormat;
import dev.regauge.spec.partition.KeyMapping;
import dev.regauge.spec.partition.PartitionMapping;
import dev.regauge.spec.partition.PartitionSet;
import dev.regauge.spec.partition.PartitionSets;
import dev.regauge.spec.partition.TimeSet;
import dev.regauge.spec.partition.ValueSet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keys mapped upstream and back, by our rule and as foretold of Dagster where that differs.
 *
 * <p>Both sets of a case start on one day, near a clock change of their zone.
 */
final class MappingCases {

  private static final KeyMapping IDENTITY = new KeyMapping.Identity();
  private static final KeyMapping ALL = new KeyMapping.All();
  private static final KeyMapping LAST = new KeyMapping.Last();

  /**
   * A zone near a clock change.
   *
   * @param change an instant of the day on which the clocks change
   */
  private record Place(String zone, String start, Instant change, Instant now) {

    static Place of(String zone, String start, String change, String now) {
      return new Place(zone, start, Instant.parse(change), Instant.parse(now));
    }
  }

  private static final List<Place> PLACES =
      List.of(
          Place.of("Europe/Berlin", "2026-02-02", "2026-03-29T00:30:00Z", "2026-04-20T10:00:00Z"),
          Place.of(
              "America/New_York", "2026-09-07", "2026-11-01T06:30:00Z", "2026-12-20T10:00:00Z"),
          Place.of("Pacific/Apia", "2011-10-31", "2011-12-30T09:30:00Z", "2012-02-20T10:00:00Z"));

  /** Lines of the downstream and the upstream boundaries, and how far the ends are moved. */
  private static final List<String> OVERLAPS =
      List.of(
          "0 0 * * *;0 * * * *;0;0",
          "0 * * * *;0 0 * * *;0;0",
          "0 0 * * *;0 0 * * *;0;0",
          "0 0 * * *;0 0 * * *;-1;0",
          "0 0 * * *;0 0 * * *;-7;-1",
          "0 0 * * *;0 0 * * *;0;1",
          "0 0 * * 1;0 0 * * *;0;0",
          "0 0 * * 1;0 0 * * *;-1;0",
          "0 0 * * *;0 0 * * 1;0;0",
          "0 0 * * *;0 0 * * 1;-1;0",
          "0 0 1 * *;0 0 * * *;0;0",
          "0 0 * * *;0 0 1 * *;0;0",
          "0 0 1 * *;0 0 * * 1;0;0",
          "0 0 * * 1;0 0 1 * *;0;0",
          "0 */6 * * *;0 * * * *;0;0",
          "0 * * * *;0 */6 * * *;0;0",
          "0 6 * * *;0 0 * * *;0;0",
          "0 0 * * *;0 6 * * *;0;0",
          "0 0 * * 0;0 0 * * 1;0;0");

  private MappingCases() {}

  static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Place place : PLACES) {
      for (String overlap : OVERLAPS) {
        String[] parts = overlap.split(";");
        KeyMapping mapping =
            new KeyMapping.Overlap(Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
        add(lines, place, mapping, time(place, parts[0]), time(place, parts[1]));
      }
      TimeSet day = time(place, "0 0 * * *");
      TimeSet week = time(place, "0 0 * * 1");
      add(lines, place, IDENTITY, day, day);
      add(lines, place, IDENTITY, week, day);
      add(lines, place, ALL, week, day);
      add(lines, place, LAST, day, week);
    }
    Place place = PLACES.getFirst();
    TimeSet day = time(place, "0 0 * * *");
    TimeSet week = time(place, "0 0 * * 1");
    PartitionSet colors = values("color", "red", "green", "blue");
    PartitionSet more = values("more", "blue", "red", "gray");
    add(lines, place, IDENTITY, colors, colors);
    add(lines, place, IDENTITY, more, colors);
    add(lines, place, ALL, colors, more);
    add(lines, place, ALL, colors, day);
    add(lines, place, ALL, week, colors);
    add(lines, place, LAST, colors, day);
    add(lines, place, LAST, day, colors);
    SortedMap<String, String> named = new TreeMap<>(Map.of("blue", "red", "red", "red"));
    add(lines, place, new KeyMapping.Fixed(named), colors, more);
    PartitionSet dayColor = cross(day, colors);
    PartitionSet weekColor = cross(week, colors);
    KeyMapping overlap = new KeyMapping.Overlap(0, 0);
    add(lines, place, dims("date", IDENTITY, "kind", IDENTITY), dayColor, dayColor);
    add(lines, place, dims("date", overlap, "kind", IDENTITY), weekColor, dayColor);
    add(lines, place, dims("date", overlap, "kind", ALL), weekColor, dayColor);
    add(lines, place, dims("date", LAST, "kind", IDENTITY), weekColor, dayColor);
    add(lines, place, dims("date", IDENTITY), dayColor, dayColor);
    add(lines, place, dims("kind", IDENTITY), dayColor, dayColor);
    add(lines, place, dims("date", IDENTITY), dayColor, day);
    add(lines, place, dims("date", IDENTITY), day, dayColor);
    add(lines, place, dims("date", overlap), week, dayColor);
    add(lines, place, dims("kind", IDENTITY), colors, dayColor);
    return lines;
  }

  private static void add(
      List<String> lines, Place place, KeyMapping mapping, PartitionSet down, PartitionSet up) {
    PartitionMapping both = new PartitionMapping(mapping, down, up);
    for (String key : chosen(place, down)) {
      List<String> ours = both.upstreamOf(key, place.now());
      lines.add(line(place, both, "up", key, ours));
    }
    for (String key : chosen(place, up)) {
      List<String> ours = both.downstreamOf(key, place.now());
      lines.add(line(place, both, "down", key, ours));
    }
  }

  /** The first, the last and the one in which the clocks change; of values one in the middle. */
  private static List<String> chosen(Place place, PartitionSet set) {
    List<String> keys = set.keysAt(place.now());
    String middle = keys.get(keys.size() / 2);
    if (set instanceof TimeSet time) {
      middle = time.keyHolding(place.change()).orElse(middle);
    }
    return List.copyOf(new TreeSet<>(List.of(keys.getFirst(), middle, keys.getLast())));
  }

  private static String line(
      Place place, PartitionMapping mapping, String way, String key, List<String> ours) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.set("mapping", described(mapping.mapping()));
    tree.set("down", described(mapping.downstream()));
    tree.set("up", described(mapping.upstream()));
    tree.put("now", place.now().toString());
    tree.put("way", way);
    tree.put("key", key);
    ours.forEach(tree.putArray("ours")::add);
    DagsterMappings.differing(mapping, way.equals("up"), key, place.now(), ours)
        .ifPresent(
            theirs -> {
              theirs.keys().forEach(tree.putArray("dagster")::add);
              tree.put("reason", theirs.reason());
            });
    return tree.toString();
  }

  private static TimeSet time(Place place, String cron) {
    boolean isDaily = !cron.contains("*/") && !cron.startsWith("0 * ");
    return PartitionSets.ofCron(
        cron,
        CronLine.unix(cron),
        ZoneId.of(place.zone()),
        place.start() + "-00:00",
        Optional.empty(),
        0,
        isDaily ? KeyFormat.DAY : KeyFormat.MINUTE);
  }

  private static PartitionSet values(String name, String... values) {
    return new ValueSet(name, Arrays.asList(values));
  }

  private static PartitionSet cross(PartitionSet date, PartitionSet kind) {
    return new CrossSet("both", new TreeMap<>(Map.of("date", date, "kind", kind)));
  }

  private static KeyMapping dims(String name, KeyMapping mapping) {
    return new KeyMapping.Dimensions(new TreeMap<>(Map.of(name, mapping)));
  }

  private static KeyMapping dims(String one, KeyMapping first, String other, KeyMapping second) {
    return new KeyMapping.Dimensions(new TreeMap<>(Map.of(one, first, other, second)));
  }

  private static ObjectNode described(PartitionSet set) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    switch (set) {
      case TimeSet time -> {
        tree.put("cron", time.name());
        tree.put("timezone", time.zone().getId());
        tree.put("start", time.start().toLocalDate().toString());
        tree.put("format", time.format().pattern());
      }
      case ValueSet values -> values.values().forEach(tree.putArray("values")::add);
      case CrossSet cross -> {
        ObjectNode dimensions = tree.putObject("dimensions");
        cross.dimensions().forEach((name, one) -> dimensions.set(name, described(one)));
      }
    }
    return tree;
  }

  private static ObjectNode described(KeyMapping mapping) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    switch (mapping) {
      case KeyMapping.Identity _ -> tree.put("kind", "identity");
      case KeyMapping.All _ -> tree.put("kind", "all");
      case KeyMapping.Last _ -> tree.put("kind", "last");
      case KeyMapping.Overlap window ->
          tree.put("kind", "window").put("start", window.start()).put("end", window.end());
      case KeyMapping.Fixed fixed -> {
        ObjectNode pairs = tree.put("kind", "static").putObject("static");
        fixed.downstreamOfUpstream().forEach(pairs::put);
      }
      case KeyMapping.Dimensions dimensions -> {
        ObjectNode each = tree.put("kind", "dims").putObject("dims");
        dimensions.mappings().forEach((name, one) -> each.set(name, described(one)));
      }
    }
    return tree;
  }
}

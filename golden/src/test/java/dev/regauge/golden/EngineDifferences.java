package dev.regauge.golden;

import dev.regauge.golden.PartitionCases.KeyCase;
import dev.regauge.golden.TickCases.TickCase;
import dev.regauge.spec.partition.CronLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where an engine, left alone, is foretold to differ from our rule, with the reason. */
final class EngineDifferences {

  private static final Duration NEAR = Duration.ofHours(26);
  private static final int SHOWN = 4;

  private EngineDifferences() {}

  static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (TickCase one : TickCases.all()) {
      TickCases.clocks()
          .forEach(
              (engine, clock) -> {
                List<Instant> ours = one.ours();
                List<Instant> theirs = one.theirs(clock);
                if (!ours.equals(theirs)) {
                  lines.add(ticks(engine, one, ours, theirs));
                }
              });
    }
    for (KeyCase one : PartitionCases.all()) {
      List<String> ours = one.set().keysAt(one.now());
      TickCases.clocks()
          .forEach(
              (engine, clock) ->
                  clock
                      .keys(one.windows(), one.now())
                      .filter(theirs -> !theirs.equals(ours))
                      .ifPresent(theirs -> lines.add(keys(engine, one, ours, theirs))));
    }
    return lines;
  }

  private static String ticks(
      String engine, TickCase one, List<Instant> ours, List<Instant> theirs) {
    TreeSet<Instant> missing = new TreeSet<>(ours);
    theirs.forEach(missing::remove);
    TreeSet<Instant> extra = new TreeSet<>(theirs);
    ours.forEach(extra::remove);
    TreeSet<String> reasons = new TreeSet<>();
    boolean isStopped = engine.equals("argo") && isStopped(one, ours, theirs);
    for (Instant at : missing) {
      boolean isLater = theirs.isEmpty() || at.isAfter(theirs.getLast());
      reasons.add(
          isStopped && isLater
              ? "does not come on after a midnight that is skipped or comes twice"
              : reason(engine, one.line(), one.zone(), at));
    }
    extra.forEach(at -> reasons.add(reason(engine, one.line(), one.zone(), at)));
    List<String> twice = twice(theirs.stream().map(Instant::toString).toList());
    if (!twice.isEmpty()) {
      reasons.add("ticks for a day that the zone skipped at the instant of the next one's tick");
    }
    ObjectNode tree = head("ticks", engine, one.cron(), one.zone());
    tree.put("from", one.spans().getFirst().start().toString());
    shown(tree, missing.stream().map(Instant::toString).toList(), "missing");
    shown(tree, extra.stream().map(Instant::toString).toList(), "extra");
    shown(tree, twice, "twice");
    tree.put("reason", String.join("; ", reasons));
    return tree.toString();
  }

  private static boolean isStopped(TickCase one, List<Instant> ours, List<Instant> theirs) {
    return one.spans().size() == 1
        && (theirs.isEmpty() || ours.stream().filter(theirs.getLast()::isBefore).count() > 1);
  }

  private static String reason(String engine, CronLine line, ZoneId zone, Instant at) {
    ZoneOffsetTransition change = zone.getRules().nextTransition(at.minus(NEAR));
    boolean isNear = change != null && change.getInstant().isBefore(at.plus(NEAR));
    if (engine.equals("airflow") && line.isEveryHour()) {
      return "adds the distance on the wall to the real clock, so that a change between two ticks"
          + " moves all that follow";
    }
    if (engine.equals("dagster") && line.isEveryHour()) {
      return "walks whole hours of the real clock, so that a change of half an hour moves all that"
          + " follow";
    }
    if (engine.equals("argo") && !isNear && !line.isAny("day of month")) {
      return "leaves a month out whose first day it looked for with the other season's offset";
    }
    if (!isNear) {
      return fail(engine, line, zone, at);
    }
    return switch (engine) {
      case "airflow" ->
          change.isGap()
              ? "goes on from the wall after a tick that it moved, so that others of the same gap are lost"
              : fail(engine, line, zone, at);
      case "dagster" ->
          change.isGap()
              ? "takes the end of the hour for a time between one and four that is skipped"
              : "takes the first of a time that comes twice, but between one and four the second";
      case "argo" ->
          change.isGap()
              ? "has no tick at a time that is skipped"
              : "ticks at both of a time that comes twice";
      default -> fail(engine, line, zone, at);
    };
  }

  private static String fail(String engine, CronLine line, ZoneId zone, Instant at) {
    throw new IllegalStateException(
        "no reason for " + engine + " " + line + " " + zone + " at " + at);
  }

  private static String keys(String engine, KeyCase one, List<String> ours, List<String> theirs) {
    List<String> missing = new ArrayList<>(ours);
    missing.removeAll(new TreeSet<>(theirs));
    List<String> extra = new ArrayList<>(theirs);
    extra.removeAll(new TreeSet<>(ours));
    List<String> twice = twice(theirs);
    ObjectNode tree = head("keys", engine, one.cron(), one.set().zone());
    tree.put("from", one.from().toString());
    shown(tree, missing, "missing");
    shown(tree, extra, "extra");
    shown(tree, twice, "twice");
    tree.put("reason", keyReasons(engine, one, missing, extra, twice));
    return tree.toString();
  }

  private static String keyReasons(
      String engine, KeyCase one, List<String> missing, List<String> extra, List<String> twice) {
    String zone = one.set().zone().getId();
    boolean isTorn = one.windows().line().isEveryHour() && zone.equals("Australia/Lord_Howe");
    List<String> reasons = new ArrayList<>();
    if (isTorn) {
      reasons.add("has the ticks of its own clock, which lose the wall at half an hour");
    } else if (!twice.isEmpty()) {
      reasons.add("has one key for both of a repeated hour");
    } else if (engine.equals("dagster") && zone.equals("Pacific/Apia")) {
      reasons.add("has windows that are named for the day that the zone skipped");
    } else if (missing.size() == extra.size()) {
      reasons.add("names a window by the time that the clock then shows");
    }
    String text = String.join("; ", reasons);
    if (text.isEmpty()) {
      throw new IllegalStateException(
          "no reason for " + engine + " " + one.cron() + " " + one.set().zone());
    }
    return text;
  }

  private static List<String> twice(List<String> all) {
    List<String> twice = new ArrayList<>();
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).equals(all.get(i - 1))) {
        twice.add(all.get(i));
      }
    }
    return twice;
  }

  private static ObjectNode head(String what, String engine, String cron, ZoneId zone) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("of", what);
    tree.put("engine", engine);
    tree.put("cron", cron);
    tree.put("zone", zone.getId());
    return tree;
  }

  private static void shown(ObjectNode tree, List<String> all, String name) {
    if (all.isEmpty()) {
      return;
    }
    ObjectNode node = tree.putObject(name);
    node.put("count", all.size());
    var first = node.putArray("first");
    all.stream().limit(SHOWN).forEach(first::add);
  }
}

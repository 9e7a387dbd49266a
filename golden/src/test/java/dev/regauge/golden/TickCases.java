package dev.regauge.golden;

import dev.regauge.adapters.spi.EngineClock;
import dev.regauge.engine.AdapterRegistry;
import dev.regauge.spec.partition.CronLine;
import dev.regauge.spec.partition.Moment;
import dev.regauge.spec.partition.Reading;
import dev.regauge.spec.partition.Window;
import dev.regauge.spec.partition.ZonedTimes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Cron lines, zones and starts with our ticks and those foretold of each engine. */
final class TickCases {

  private static final List<String> CRONS =
      List.of(
          "0 0 * * *",
          "30 0 * * *",
          "0 2 * * *",
          "30 2 * * *",
          "15 1 * * *",
          "59 23 * * *",
          "0 3 * * *",
          "0 6 * * 1-5",
          "30 2 * * 0",
          "0 0 * * 1",
          "0 12 * * SUN",
          "0 0 1 * *",
          "30 2 1 * *",
          "15 3 28 * *",
          "0 0 31 * *",
          "0 4 29 2 *",
          "0 0 13 * 5",
          "30 1 1 JAN,JUL *",
          "0 0 */10 * *",
          "0 9 1-7 * 1",
          "0 */6 * * *",
          "0 */12 * * *",
          "30 2,14 * * *",
          "0 0,1,2,3 * * 0",
          "20,50 1-3 * * 6",
          "0 * 1 * *");

  /** Walked around clock changes only, since Airflow takes a tenth of a millisecond a tick. */
  private static final List<String> FREQUENT =
      List.of("0 * * * *", "30 * * * *", "*/20 * * * *", "15,45 * * * 6");

  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "America/New_York",
          "America/Sao_Paulo",
          "America/Havana",
          "Australia/Lord_Howe",
          "Pacific/Apia",
          "Asia/Kolkata",
          "America/St_Johns",
          "Africa/Cairo");

  private static final List<String> STARTS =
      List.of("2010-06-01T09:17:00Z", "2016-03-01T00:00:00Z", "2022-01-15T10:30:00Z");

  private static final Duration YEARS = Duration.ofDays(3 * 365 + 1);
  private static final Duration AROUND = Duration.ofDays(3);

  private TickCases() {}

  /** A line in a zone, walked over spans of time from a start. */
  record TickCase(String cron, ZoneId zone, List<Window> spans) {

    CronLine line() {
      return CronLine.unix(cron);
    }

    List<Instant> ours() {
      return spans.stream()
          .flatMap(span -> TickCases.ours(line(), zone, span.start(), span.end()).stream())
          .toList();
    }

    List<Instant> theirs(EngineClock clock) {
      return spans.stream()
          .flatMap(span -> clock.ticks(line(), zone, span.start(), span.end()).stream())
          .toList();
    }
  }

  static List<TickCase> all() {
    List<TickCase> cases = new ArrayList<>();
    List<String> crons = new ArrayList<>(CRONS);
    crons.addAll(FREQUENT);
    for (int i = 0; i < crons.size(); i++) {
      for (int j = 0; j < ZONES.size(); j++) {
        ZoneId zone = ZoneId.of(ZONES.get(j));
        Instant from = Instant.parse(STARTS.get((i + j) % STARTS.size()));
        Instant until = from.plus(YEARS);
        List<Window> spans =
            FREQUENT.contains(crons.get(i))
                ? changes(zone, from, until)
                : List.of(new Window(from, until));
        cases.add(new TickCase(crons.get(i), zone, spans));
      }
    }
    return cases;
  }

  static List<String> lines() {
    return all().stream().map(TickCases::line).toList();
  }

  private static String line(TickCase one) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("cron", one.cron());
    tree.put("zone", one.zone().getId());
    ArrayNode spans = tree.putArray("spans");
    one.spans()
        .forEach(span -> spans.addArray().add(span.start().toString()).add(span.end().toString()));
    foretold(tree, one.ours().stream().map(Instant::toString).toList());
    clocks()
        .forEach(
            (name, clock) ->
                foretold(
                    tree.putObject(name),
                    one.theirs(clock).stream().map(Instant::toString).toList()));
    return tree.toString();
  }

  /** Writes how many lines there are, and their digest. */
  static void foretold(ObjectNode node, List<String> lines) {
    node.put("count", lines.size());
    node.put("sha256", digest(lines));
  }

  static SortedMap<String, EngineClock> clocks() {
    SortedMap<String, EngineClock> clocks = new TreeMap<>();
    AdapterRegistry.installed()
        .all()
        .forEach((id, adapter) -> adapter.clock().ifPresent(clock -> clocks.put(id, clock)));
    return clocks;
  }

  static List<Instant> ours(CronLine line, ZoneId zone, Instant from, Instant until) {
    ZonedTimes times = new ZonedTimes(line, zone, Reading.LATER);
    List<Instant> found = new ArrayList<>();
    Optional<Moment> at = times.atOrAfter(from);
    while (at.isPresent() && at.get().instant().isBefore(until)) {
      found.add(at.get().instant());
      at = times.next(at.get().instant());
    }
    return found;
  }

  /** Returns spans around the clock changes; one at the start where there is none. */
  private static List<Window> changes(ZoneId zone, Instant from, Instant until) {
    List<Window> spans = new ArrayList<>();
    Instant last = from;
    ZoneOffsetTransition change = zone.getRules().nextTransition(from.plus(AROUND));
    while (change != null && change.getInstant().isBefore(until)) {
      Instant start = change.getInstant().minus(AROUND);
      if (!start.isBefore(last)) {
        last = change.getInstant().plus(AROUND);
        spans.add(new Window(start, last));
      }
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return spans.isEmpty() ? List.of(new Window(from, from.plus(AROUND))) : spans;
  }

  static String digest(List<String> lines) {
    try {
      byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

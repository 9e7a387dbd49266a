package dev.regauge.golden;

import dev.regauge.adapters.spi.CronWindows;
import dev.regauge.spec.partition.CalendarTimes;
import dev.regauge.spec.partition.CalendarTimes.Unit;
import dev.regauge.spec.partition.CronLine;
import dev.regauge.spec.partition.KeyFormat;
import dev.regauge.spec.partition.PartitionSets;
import dev.regauge.spec.partition.TimeSet;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Partition sets with our keys over a thousand days and those foretold of each engine. */
final class PartitionCases {

  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "America/Sao_Paulo",
          "Australia/Lord_Howe",
          "Pacific/Apia",
          "America/Havana");

  private static final List<String> STARTS = List.of("2010-06-02", "2017-02-13", "2022-09-01");

  private PartitionCases() {}

  /** A set with the cron line of its boundaries and the instant at which its keys are asked for. */
  record KeyCase(ObjectNode plan, TimeSet set, String cron, LocalDateTime from, Instant now) {

    CronWindows windows() {
      return new CronWindows(CronLine.unix(cron), set.zone(), from, set.endOffset(), set.format());
    }
  }

  static List<KeyCase> all() {
    List<KeyCase> cases = new ArrayList<>();
    for (int i = 0; i < ZONES.size(); i++) {
      String zone = ZONES.get(i);
      String start = STARTS.get((i + (i == 4 ? 2 : 0)) % STARTS.size());
      cases.add(calendar("daily", Unit.DAY, zone, start, "PT0S", 0));
      cases.add(calendar("daily", Unit.DAY, zone, start, "PT6H", 0));
      cases.add(calendar("daily", Unit.DAY, zone, start, "PT0S", 1));
      cases.add(calendar("daily", Unit.DAY, zone, start, "PT2H30M", -1));
      cases.add(calendar("hourly", Unit.HOUR, zone, start, "PT0S", 0));
      // Airflow takes ten seconds for the hours of a thousand days.
      cases.add(
          i % 3 == 0
              ? calendar("hourly", Unit.HOUR, zone, start, "PT15M", 0)
              : calendar("weekly", Unit.WEEK, zone, start, "PT2H", 2));
      cases.add(calendar("weekly", Unit.WEEK, zone, start, "PT0S", 0));
      cases.add(calendar("monthly", Unit.MONTH, zone, start, "PT0S", 0));
      cases.add(cron("0 */6 * * *", zone, start));
      cases.add(cron("30 4 * * 1,4", zone, start));
    }
    return cases;
  }

  static List<String> lines() {
    return all().stream().map(PartitionCases::line).toList();
  }

  private static KeyCase calendar(
      String kind, Unit unit, String zone, String start, String offset, int endOffset) {
    CalendarTimes times = new CalendarTimes(unit, DayOfWeek.MONDAY, Duration.parse(offset));
    String from = unit == Unit.HOUR ? start + "-00:00" : start;
    TimeSet set =
        PartitionSets.ofCalendar(kind, times, ZoneId.of(zone), from, Optional.empty(), endOffset);
    ObjectNode plan = JsonNodeFactory.instance.objectNode();
    plan.put("kind", kind);
    plan.put("name", kind);
    plan.put("start", from);
    plan.put("timezone", zone);
    plan.put("offsetSeconds", times.offset().toSeconds());
    plan.put("endOffset", endOffset);
    plan.put("format", set.format().pattern());
    int minutes = Math.toIntExact(times.offset().toMinutes());
    String clock = minutes % 60 + (unit == Unit.HOUR ? " *" : " " + minutes / 60);
    String days =
        switch (unit) {
          case HOUR, DAY -> " * * *";
          case WEEK -> " * * 1";
          case MONTH -> " 1 * *";
        };
    return keyCase(plan, set, clock + days, start);
  }

  private static KeyCase cron(String cron, String zone, String start) {
    TimeSet set =
        PartitionSets.ofCron(
            "cron",
            CronLine.unix(cron),
            ZoneId.of(zone),
            start + "-00:00",
            Optional.empty(),
            0,
            KeyFormat.MINUTE);
    ObjectNode plan = JsonNodeFactory.instance.objectNode();
    plan.put("kind", "cron");
    plan.put("name", "cron");
    plan.put("start", start + "-00:00");
    plan.put("timezone", zone);
    plan.put("endOffset", 0);
    plan.put("format", set.format().pattern());
    return keyCase(plan, set, cron, start);
  }

  private static KeyCase keyCase(ObjectNode plan, TimeSet set, String cron, String start) {
    LocalDate first = LocalDate.parse(start);
    Instant now = first.plusDays(1000).atTime(12, 0).atZone(set.zone()).toInstant();
    return new KeyCase(plan, set, cron, first.atStartOfDay(), now);
  }

  private static String line(KeyCase one) {
    List<String> keys = one.set().keysAt(one.now());
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.set("set", one.plan());
    tree.put("cron", one.cron());
    tree.put("now", one.now().toString());
    tree.put("first", keys.getFirst());
    tree.put("last", keys.getLast());
    TickCases.foretold(tree, keys);
    tree.put(
        "windows",
        TickCases.digest(
            keys.stream()
                .map(key -> one.set().window(key).orElseThrow())
                .map(window -> window.start() + " " + window.end())
                .toList()));
    TickCases.clocks()
        .forEach(
            (name, clock) ->
                clock
                    .keys(one.windows(), one.now())
                    .ifPresent(theirs -> TickCases.foretold(tree.putObject(name), theirs)));
    return tree.toString();
  }
}

package dev.regauge.golden;

import dev.regauge.spec.partition.CalendarTimes;
import dev.regauge.spec.partition.CalendarTimes.Unit;
import dev.regauge.spec.partition.CronLine;
import dev.regauge.spec.partition.PartitionSets;
import dev.regauge.spec.partition.TimeSet;
import dev.regauge.spec.partition.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Ticks of weekly, six-hourly and night crons around clock changes with what they select. */
final class SelectionCases {

  /** Zones with a noon near a clock change; of Kolkata, which has none, any noon. */
  private static final String[][] CHANGES = {
    {"Europe/Berlin", "2026-03-29"},
    {"Europe/Berlin", "2026-10-25"},
    {"Europe/Dublin", "2026-03-29"},
    {"Europe/Dublin", "2026-10-25"},
    {"America/New_York", "2026-03-08"},
    {"America/Sao_Paulo", "2018-02-18"},
    {"America/Sao_Paulo", "2018-11-04"},
    {"America/Havana", "2024-11-03"},
    {"Australia/Lord_Howe", "2024-04-07"},
    {"Australia/Lord_Howe", "2024-10-06"},
    {"Pacific/Apia", "2011-12-30"},
    {"Asia/Kolkata", "2026-03-01"}
  };

  private static final List<String> CRONS =
      List.of("0 3 * * 1", "0 */6 * * *", "30 2 * * *", "0 0 * * *", "45 * * * *");

  private static final Duration AROUND = Duration.ofDays(8);

  private SelectionCases() {}

  static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String[] change : CHANGES) {
      Instant noon = Instant.parse(change[1] + "T12:00:00Z");
      for (String cron : CRONS) {
        for (Unit unit : List.of(Unit.DAY, Unit.WEEK)) {
          for (String offset : List.of("PT0S", "PT2H30M")) {
            lines.add(line(cron, change[0], noon, unit, Duration.parse(offset)));
          }
        }
      }
    }
    return lines;
  }

  private static String line(String cron, String zone, Instant noon, Unit unit, Duration offset) {
    CalendarTimes times = new CalendarTimes(unit, DayOfWeek.MONDAY, offset);
    TimeSet set =
        PartitionSets.ofCalendar("set", times, ZoneId.of(zone), "2010-01-01", Optional.empty(), 0);
    Window span = new Window(noon.minus(AROUND), noon.plus(AROUND));
    List<String> ticks =
        TickCases.ours(CronLine.unix(cron), set.zone(), span.start(), span.end()).stream()
            .map(at -> at + " " + set.lastAt(at).orElseThrow())
            .toList();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("cron", cron);
    tree.put("zone", zone);
    tree.put("unit", unit == Unit.DAY ? "day" : "week");
    tree.put("offsetSeconds", offset.toSeconds());
    tree.put("from", span.start().toString());
    tree.put("until", span.end().toString());
    TickCases.foretold(tree, ticks);
    ArrayNode sample = tree.putArray("atTheChange");
    int middle = ticks.size() / 2;
    ticks.subList(Math.max(0, middle - 1), Math.min(ticks.size(), middle + 2)).forEach(sample::add);
    return tree.toString();
  }
}

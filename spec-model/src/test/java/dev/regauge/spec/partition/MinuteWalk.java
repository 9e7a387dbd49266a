package dev.regauge.spec.partition;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The rule of the clock changes in its slowest form: it looks at the clock on the wall once a
 * minute, and knows neither cron-utils nor the transitions of a zone.
 */
record MinuteWalk(
    Predicate<LocalDateTime> names, boolean isEveryHour, ZoneId zone, Reading reading) {

  /** Returns the instants in [from, until), which must lie at least two days from a change. */
  List<Instant> walk(Instant from, Instant until) {
    SortedMap<LocalDateTime, List<Instant>> seen = new TreeMap<>();
    SortedSet<Instant> found = new TreeSet<>();
    LocalDateTime before = null;
    for (Instant at = from; at.isBefore(until); at = at.plus(Duration.ofMinutes(1))) {
      LocalDateTime wall = LocalDateTime.ofInstant(at, zone);
      if (isEveryHour) {
        if (names.test(wall)) {
          found.add(at);
        }
        continue;
      }
      seen.computeIfAbsent(wall, _ -> new ArrayList<>()).add(at);
      if (before != null && wall.isAfter(before.plusMinutes(1))) {
        for (LocalDateTime skipped = before.plusMinutes(1);
            skipped.isBefore(wall);
            skipped = skipped.plusMinutes(1)) {
          if (names.test(skipped)) {
            found.add(at.plus(Duration.between(before.plusMinutes(1), skipped)));
          }
        }
      }
      before = wall;
    }
    seen.forEach(
        (wall, instants) -> {
          if (names.test(wall)) {
            found.add(reading == Reading.LATER ? instants.getLast() : instants.getFirst());
          }
        });
    return found.stream().filter(at -> at.isBefore(until)).toList();
  }

  /** Returns the meaning of five plain fields: numbers, lists and stars. */
  static Predicate<LocalDateTime> cron(String line) {
    String[] fields = line.split(" ");
    boolean isEither = !fields[2].equals("*") && !fields[4].equals("*");
    return wall -> {
      int weekday = wall.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : wall.getDayOfWeek().getValue();
      boolean month = has(fields[2], wall.getDayOfMonth());
      boolean week = has(fields[4], weekday);
      return has(fields[0], wall.getMinute())
          && has(fields[1], wall.getHour())
          && has(fields[3], wall.getMonthValue())
          && (isEither ? month || week : month && week);
    };
  }

  private static boolean has(String field, int value) {
    if (field.equals("*")) {
      return true;
    }
    if (field.startsWith("*/")) {
      return value % Integer.parseInt(field.substring(2)) == 0; // for fields that begin with 0
    }
    return List.of(field.split(",")).contains(Integer.toString(value));
  }
}

package dev.regauge.spec.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ticks and boundaries around every kind of clock change, against a walk minute by minute. */
class ZonedTimesTest {

  private static final List<String> CRONS =
      List.of(
          "0 0 * * *",
          "30 2 * * *",
          "15 1,2,3 * * *",
          "0 */6 * * *",
          "*/20 0,1,2,3 * * *",
          "0,30 23 * * *",
          "45 * * * *",
          "*/15 * * * *",
          "30 2 1 * 0",
          "0 * * * 6",
          "10 0 * 3,10,11 *");

  /** Zones with a day on which their clocks change, by how they do. */
  private static Stream<Arguments> changes() {
    List<String[]> days =
        List.of(
            new String[] {"Europe/Berlin", "2026-03-29"},
            new String[] {"Europe/Berlin", "2026-10-25"},
            new String[] {"America/New_York", "2024-03-10"},
            new String[] {"America/New_York", "2024-11-03"},
            new String[] {"Australia/Lord_Howe", "2024-04-07"}, // half an hour back
            new String[] {"Australia/Lord_Howe", "2024-10-06"}, // half an hour on
            new String[] {"America/Sao_Paulo", "2018-11-04"}, // midnight is skipped
            new String[] {"America/Sao_Paulo", "2018-02-18"}, // 23:00 comes twice
            new String[] {"America/Havana", "2024-11-03"}, // midnight comes twice
            new String[] {"Asia/Beirut", "2022-03-27"},
            new String[] {"Pacific/Apia", "2011-12-30"}, // the day is skipped
            new String[] {"Pacific/Kwajalein", "1993-08-21"},
            new String[] {"Asia/Pyongyang", "2015-08-15"}, // half an hour back at midnight
            new String[] {"Africa/Casablanca", "2024-03-10"},
            new String[] {"Antarctica/Troll", "2024-03-31"}, // two hours
            new String[] {"Antarctica/Troll", "2024-10-27"});
    return days.stream()
        .flatMap(
            day ->
                CRONS.stream()
                    .flatMap(
                        cron ->
                            Stream.of(Reading.values())
                                .map(reading -> Arguments.of(day[0], day[1], cron, reading))));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void ticksAreThoseOfTheWalk(String zone, String day, String cron, Reading reading) {
    ZonedTimes times = new ZonedTimes(CronLine.unix(cron), ZoneId.of(zone), reading);
    Instant noon = Instant.parse(day + "T12:00:00Z");
    Instant from = noon.minus(Duration.ofDays(6));
    Instant until = noon.plus(Duration.ofDays(6));
    List<Instant> walked =
        new MinuteWalk(MinuteWalk.cron(cron), cron.split(" ")[1].equals("*"), times.zone(), reading)
            .walk(from, until);
    assertEquals(walked, forwards(times, from, until));
    assertEquals(walked.reversed(), backwards(times, from, until));
    for (Instant start = from; start.isBefore(until); start = start.plus(Duration.ofMinutes(37))) {
      Instant here = start;
      Optional<Instant> next = walked.stream().filter(at -> at.isAfter(here)).findFirst();
      next.ifPresent(at -> assertEquals(at, times.next(here).orElseThrow().instant()));
      Optional<Instant> last =
          walked.reversed().stream().filter(at -> at.isBefore(here)).findFirst();
      last.ifPresent(at -> assertEquals(at, times.previous(here).orElseThrow().instant()));
    }
    assertFalse(walked.isEmpty() && cron.endsWith("* * *"));
  }

  private static List<Instant> forwards(ZonedTimes times, Instant from, Instant until) {
    List<Instant> found = new ArrayList<>();
    Optional<Moment> at = times.atOrAfter(from);
    while (at.isPresent() && at.get().instant().isBefore(until)) {
      found.add(at.get().instant());
      at = times.next(at.get().instant());
    }
    return found;
  }

  private static List<Instant> backwards(ZonedTimes times, Instant from, Instant until) {
    List<Instant> found = new ArrayList<>();
    Optional<Moment> at = times.previous(until);
    while (at.isPresent() && !at.get().instant().isBefore(from)) {
      found.add(at.get().instant());
      at = times.previous(at.get().instant());
    }
    return found;
  }
}

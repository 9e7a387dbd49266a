package dev.regauge.spec.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of the keys and windows of every time set, and the days that go wrong. */
class TimeSetTest {

  private static Stream<TimeSet> sets() {
    return Stream.of(
            "Europe/Berlin",
            "Australia/Lord_Howe",
            "America/Sao_Paulo",
            "Pacific/Apia",
            "America/Havana",
            "UTC")
        .map(ZoneId::of)
        .flatMap(
            zone ->
                Stream.of(
                    of(CalendarTimes.Unit.HOUR, zone, "2011-12-01-00:00", "PT0S", 0),
                    of(CalendarTimes.Unit.HOUR, zone, "2018-10-20-00:00", "PT15M", 1),
                    of(CalendarTimes.Unit.DAY, zone, "2011-12-01", "PT0S", 0),
                    of(CalendarTimes.Unit.DAY, zone, "2018-01-01", "PT2H30M", -1),
                    of(CalendarTimes.Unit.WEEK, zone, "2011-12-01", "PT6H", 0),
                    of(CalendarTimes.Unit.MONTH, zone, "2011-12-15", "PT0S", 1),
                    PartitionSets.ofCron(
                        "slot",
                        CronLine.unix("30 2,14 * * *"),
                        zone,
                        "2018-01-01",
                        Optional.of("2018-12-01"),
                        0,
                        KeyFormat.MINUTE)));
  }

  private static TimeSet of(
      CalendarTimes.Unit unit, ZoneId zone, String start, String offset, int endOffset) {
    CalendarTimes times = new CalendarTimes(unit, DayOfWeek.MONDAY, Duration.parse(offset));
    return PartitionSets.ofCalendar("set", times, zone, start, Optional.empty(), endOffset);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void windowsTileTheTimeAndKeysAreTheirOwn(TimeSet set) {
    Instant now =
        Instant.parse(set.start().plusDays(set.times().isEveryHour() ? 45 : 420) + ":00Z");
    List<String> keys = set.keysAt(now);
    assertTrue(keys.size() > 10);
    assertEquals(keys.size(), new TreeSet<>(keys).size(), "one key for two windows");
    assertEquals(keys.getLast(), set.lastAt(now).orElseThrow());
    assertEquals(keys, set.range(keys.getFirst(), keys.getLast()));
    Window before = null;
    for (String key : keys) {
      Window window = set.window(key).orElseThrow();
      assertTrue(window.start().isBefore(window.end()), key);
      assertEquals(Optional.of(key), set.keyHolding(window.start()));
      assertEquals(Optional.of(key), set.keyHolding(window.end().minusSeconds(1)));
      assertEquals(List.of(key), set.keysOverlapping(window));
      if (before != null) {
        assertEquals(before.end(), window.start(), "no gap before " + key);
      }
      before = window;
      if (set.endOffset() == 0) {
        assertEquals(Optional.of(key), set.lastAt(window.end()));
        assertFalse(set.lastAt(window.end().minusNanos(1)).equals(Optional.of(key)));
      }
    }
  }

  @Test
  void theDayThatApiaSkippedIsNoPartition() {
    TimeSet set = of(CalendarTimes.Unit.DAY, ZoneId.of("Pacific/Apia"), "2011-12-28", "PT0S", 0);
    assertEquals(
        List.of("2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"),
        set.keysAt(Instant.parse("2012-01-01T10:00:00Z")));
    assertFalse(set.contains("2011-12-30"));
    assertEquals(
        Duration.ofDays(1),
        Duration.between(
            set.window("2011-12-29").orElseThrow().start(),
            set.window("2011-12-29").orElseThrow().end()));
  }

  @Test
  void onlyTheSecondOfARepeatedHourCarriesItsOffset() {
    TimeSet set =
        of(CalendarTimes.Unit.HOUR, ZoneId.of("Europe/Berlin"), "2026-10-25-01:00", "PT0S", 0);
    assertEquals(
        List.of(
            "2026-10-25-01:00", "2026-10-25-02:00", "2026-10-25-02:00+0100", "2026-10-25-03:00"),
        set.keysAt(Instant.parse("2026-10-25T03:00:00Z")));
    assertEquals(
        Instant.parse("2026-10-25T01:00:00Z"),
        set.window("2026-10-25-02:00+0100").orElseThrow().start());
    assertFalse(set.contains("2026-10-25-02:00+0200"));
    assertFalse(set.contains("2026-10-25-03:00+0100"));
  }

  @Test
  void anHourOfLordHoweLastsNinetyMinutesWhenTheClocksChange() {
    TimeSet set =
        of(
            CalendarTimes.Unit.HOUR,
            ZoneId.of("Australia/Lord_Howe"),
            "2024-04-07-00:00",
            "PT0S",
            0);
    Window window = set.window("2024-04-07-01:00").orElseThrow();
    assertEquals(Duration.ofMinutes(90), Duration.between(window.start(), window.end()));
  }

  @Test
  void aDayThatBeginsInTheSkippedMidnightKeepsItsName() {
    TimeSet set =
        of(CalendarTimes.Unit.DAY, ZoneId.of("America/Sao_Paulo"), "2018-11-03", "PT0S", 0);
    Window window = set.window("2018-11-04").orElseThrow();
    assertEquals(Instant.parse("2018-11-04T03:00:00Z"), window.start());
    assertEquals(Duration.ofHours(23), Duration.between(window.start(), window.end()));
  }

  @Test
  void wholeWindowsBetweenStartAndEnd() {
    CalendarTimes weeks =
        new CalendarTimes(CalendarTimes.Unit.WEEK, DayOfWeek.SUNDAY, Duration.ZERO);
    TimeSet set =
        PartitionSets.ofCalendar(
            "week", weeks, ZoneId.of("UTC"), "2026-01-01", Optional.of("2026-01-28"), 0);
    List<String> all = List.of("2026-01-04", "2026-01-11", "2026-01-18");
    assertEquals(all, set.keysAt(Instant.parse("2027-01-01T00:00:00Z")));
    assertEquals(all.subList(0, 1), set.keysAt(Instant.parse("2026-01-17T23:59:59Z")));
    assertEquals(List.of(), set.keysAt(Instant.parse("2025-01-01T00:00:00Z")));
    assertEquals(Optional.empty(), set.keyHolding(Instant.parse("2026-01-26T00:00:00Z")));
  }

  @Test
  void whatIsNoKeyIsNone() {
    TimeSet set = of(CalendarTimes.Unit.DAY, ZoneId.of("UTC"), "2026-01-01", "PT0S", 0);
    for (String text :
        List.of(
            "", "2025-12-31", "2026-02-30", "2026-1-1", "2026-01-01 ", "x", "2026-01-01+0000")) {
      assertFalse(set.contains(text), text);
    }
    assertThrows(IllegalArgumentException.class, () -> set.range("2026-01-02", "2026-01-01"));
    assertThrows(IllegalArgumentException.class, () -> set.range("2026-01-02", "2026-13-01"));
  }
}

package dev.regauge.spec.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mappings between all kinds of sets: each is the other direction's mirror. */
class PartitionMappingTest {

  private static final Instant NOW = Instant.parse("2026-04-06T00:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId LORD_HOWE = ZoneId.of("Australia/Lord_Howe");
  private static final TimeSet DAY = day("day", BERLIN, "2026-03-20");
  private static final TimeSet DAY_IN_LORD_HOWE = day("their_day", LORD_HOWE, "2026-03-25");
  private static final TimeSet HOUR =
      calendar("hour", CalendarTimes.Unit.HOUR, BERLIN, "2026-04-03-06:00");
  private static final TimeSet WEEK =
      calendar("week", CalendarTimes.Unit.WEEK, BERLIN, "2026-03-01");
  private static final TimeSet MONTH =
      calendar("month", CalendarTimes.Unit.MONTH, LORD_HOWE, "2026-01-01");
  private static final TimeSet SLOT =
      PartitionSets.ofCron(
          "slot",
          CronLine.unix("30 2,14 * * *"),
          BERLIN,
          "2026-03-01",
          Optional.empty(),
          0,
          KeyFormat.MINUTE);
  private static final ValueSet REGION = new ValueSet("region", List.of("eu", "us", "apac"));
  private static final CrossSet DAY_REGION =
      new CrossSet("day_region", new TreeMap<>(Map.of("date", DAY, "region", REGION)));
  private static final CrossSet HOUR_REGION =
      new CrossSet("hour_region", new TreeMap<>(Map.of("date", SLOT, "region", REGION)));

  private static TimeSet day(String name, ZoneId zone, String start) {
    return PartitionSets.daily(name, zone, start, Optional.empty(), Duration.ZERO, 0);
  }

  private static TimeSet calendar(String name, CalendarTimes.Unit unit, ZoneId zone, String start) {
    CalendarTimes times = new CalendarTimes(unit, DayOfWeek.MONDAY, Duration.ZERO);
    return PartitionSets.ofCalendar(name, times, zone, start, Optional.empty(), 1);
  }

  private static Stream<Arguments> pairs() {
    List<TimeSet> times = List.of(DAY, DAY_IN_LORD_HOWE, HOUR, WEEK, MONTH, SLOT);
    List<KeyMapping> overlaps =
        List.of(
            new KeyMapping.Overlap(0, 0),
            new KeyMapping.Overlap(-1, 0),
            new KeyMapping.Overlap(-3, -2),
            new KeyMapping.Overlap(0, 2));
    Stream<Arguments> overlapping =
        times.stream()
            .flatMap(
                down ->
                    times.stream()
                        .flatMap(up -> overlaps.stream().map(map -> Arguments.of(map, down, up))));
    KeyMapping fixed = new KeyMapping.Fixed(new TreeMap<>(Map.of("eu", "us", "us", "us")));
    KeyMapping dimensions =
        new KeyMapping.Dimensions(
            new TreeMap<>(
                Map.of("date", new KeyMapping.Overlap(0, 0), "region", new KeyMapping.Identity())));
    KeyMapping date =
        new KeyMapping.Dimensions(new TreeMap<>(Map.of("date", new KeyMapping.Overlap(0, 0))));
    return Stream.concat(
        overlapping,
        Stream.of(
            Arguments.of(new KeyMapping.Identity(), DAY, DAY),
            Arguments.of(new KeyMapping.Identity(), DAY, DAY_IN_LORD_HOWE),
            Arguments.of(new KeyMapping.All(), MONTH, DAY),
            Arguments.of(new KeyMapping.Last(), MONTH, DAY),
            Arguments.of(new KeyMapping.Last(), REGION, DAY),
            Arguments.of(fixed, REGION, REGION),
            Arguments.of(dimensions, DAY_REGION, HOUR_REGION),
            Arguments.of(date, DAY_REGION, DAY),
            Arguments.of(date, DAY, DAY_REGION),
            Arguments.of(date, DAY_REGION, SLOT)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bothDirectionsAgree(KeyMapping mapping, PartitionSet downstream, PartitionSet upstream) {
    PartitionMapping map = new PartitionMapping(mapping, downstream, upstream);
    List<String> ours = downstream.keysAt(NOW);
    List<String> theirs = upstream.keysAt(NOW);
    int pairs = 0;
    for (String down : ours) {
      for (String up : map.upstreamOf(down, NOW)) {
        pairs++;
        assertTrue(map.downstreamOf(up, NOW).contains(down), down + " needs " + up);
      }
    }
    for (String up : theirs) {
      for (String down : map.downstreamOf(up, NOW)) {
        assertTrue(map.upstreamOf(down, NOW).contains(up), up + " is for " + down);
      }
    }
    boolean isMoved = mapping instanceof KeyMapping.Overlap overlap && overlap.start() != 0;
    assertTrue(pairs > 0 || isMoved, "nothing was mapped");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void anOverlapIsWhatTheWindowsSay(
      KeyMapping mapping, PartitionSet downstream, PartitionSet upstream) {
    if (mapping.equals(new KeyMapping.Overlap(0, 0))) {
      PartitionMapping map = new PartitionMapping(mapping, downstream, upstream);
      SortedMap<String, Window> theirs = new TreeMap<>();
      upstream
          .keysAt(NOW.plus(Duration.ofDays(35)))
          .forEach(up -> theirs.put(up, upstream.window(up).orElseThrow()));
      for (String down : downstream.keysAt(NOW)) {
        Window ours = downstream.window(down).orElseThrow();
        List<String> wanted =
            theirs.keySet().stream().filter(up -> theirs.get(up).overlaps(ours)).toList();
        assertEquals(wanted, map.upstreamOf(down, NOW));
      }
    }
  }

  @Test
  void oursAndTheOneBefore() {
    PartitionMapping map = new PartitionMapping(new KeyMapping.Overlap(-1, 0), WEEK, DAY);
    assertEquals(DAY.range("2026-03-23", "2026-04-05"), map.upstreamOf("2026-03-30", NOW));
    assertEquals(List.of("2026-03-30", "2026-04-06"), map.downstreamOf("2026-04-02", NOW));
  }

  @Test
  void aDimensionThatIsNotNamedIsFree() {
    KeyMapping date =
        new KeyMapping.Dimensions(new TreeMap<>(Map.of("date", new KeyMapping.Identity())));
    PartitionMapping up = new PartitionMapping(date, DAY, DAY_REGION);
    assertEquals(
        List.of("2026-04-01|eu", "2026-04-01|us", "2026-04-01|apac"),
        up.upstreamOf("2026-04-01", NOW));
    PartitionMapping down = new PartitionMapping(date, DAY_REGION, DAY);
    assertEquals(List.of("2026-04-01"), down.upstreamOf("2026-04-01|us", NOW));
    assertEquals(
        List.of("2026-04-01|eu", "2026-04-01|us", "2026-04-01|apac"),
        down.downstreamOf("2026-04-01", NOW));
  }
}

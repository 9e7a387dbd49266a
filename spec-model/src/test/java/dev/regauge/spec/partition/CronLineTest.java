package dev.regauge.spec.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cronutils.model.time.ExecutionTime;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines against the library that judges them, where both know the answer. */
class CronLineTest {

  private final Random chance = new Random(20260321);

  @Test
  void theWalkIsTheLibrarys() {
    int sound = 0;
    for (int i = 0; i < 3000; i++) {
      String text =
          String.join(" ", field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 6));
      if (new CronSyntax(CronFlavor.UNIX5).problem(text).isPresent()) {
        continue;
      }
      sound++;
      CronLine line = CronLine.unix(text);
      ExecutionTime library = line.library();
      LocalDateTime at = LocalDateTime.of(2023, 1, 1, 0, 0).plusHours(chance.nextInt(40_000));
      for (int step = 0; step < 5; step++) {
        ZonedDateTime flat = at.atZone(ZoneOffset.UTC);
        String where = text + " from " + at;
        Optional<LocalDateTime> next = line.next(at);
        assertEquals(library.nextExecution(flat).map(ZonedDateTime::toLocalDateTime), next, where);
        assertEquals(
            library.lastExecution(flat).map(ZonedDateTime::toLocalDateTime),
            line.previous(at),
            where);
        at = next.orElseThrow();
        assertTrue(line.contains(at), where);
      }
    }
    assertTrue(sound > 2500, "only " + sound + " lines were compared");
  }

  private String field(int low, int high) {
    int one = low + chance.nextInt(high - low + 1);
    int two = one + chance.nextInt(high - one + 1);
    return switch (chance.nextInt(10)) {
      case 0, 1, 2, 3 -> "*";
      case 4, 5 -> Integer.toString(one);
      case 6 -> "*/" + (1 + chance.nextInt(high - low));
      case 7 -> one + "-" + two;
      case 8 -> one + "-" + two + "/" + (1 + chance.nextInt(5));
      default -> {
        TreeSet<Integer> values = new TreeSet<>();
        values.add(one);
        values.add(two);
        yield String.join(",", values.stream().map(String::valueOf).toList());
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "0 0 6 ? * 2#1, 2026-01-10T00:00, 2026-02-02T06:00",
    "0 30 6 L * ?, 2026-02-01T00:00, 2026-02-28T06:30",
    "0 0 6 15W * ?, 2026-02-01T00:00, 2026-02-16T06:00",
    "15 0 0/8 ? * MON-FRI, 2026-02-06T20:00, 2026-02-09T00:00:15",
    "0 0 12 ? * 1, 2026-02-02T00:00, 2026-02-08T12:00"
  })
  void quartzLettersAreTheLibrarys(String text, LocalDateTime after, LocalDateTime next) {
    CronLine line = CronLine.of(text, CronFlavor.QUARTZ6);
    assertEquals(Optional.of(next), line.next(after));
    assertEquals(Optional.of(next), line.previous(next.plusSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "* * * * *, true",
    "0 0-23 * * *, true",
    "0 */1 * * *, true",
    "0 */2 * * *, false",
    "0 6 * * *, false"
  })
  void whatFiresInEveryHourIsAClock(String text, boolean isClock) {
    assertEquals(isClock, CronLine.unix(text).isEveryHour());
  }
}

package dev.regauge.spec.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of six fields against their equals of five: the library walks the one, we the other. */
class FiveFieldsTest {

  private final Random chance = new Random(20261122);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0 0 6 ? * MON-FRI; 0 6 * * 1-5",
        "0 0/15 * * * ?; */15 * * * *",
        "0 5/15 * * * ?; 5,20,35,50 * * * *",
        "0 0 0 1 JAN ?; 0 0 1 1 *",
        "0 30 8-10 ? * 1,7; 30 8-10 * * 0,6",
        "0 0 22-2 ? * FRI-MON; 0 0-2,22,23 * * 0,1,5,6",
        "0 0 6 1 NOV-FEB ?; 0 6 1 1,2,11,12 *",
        "0 * * ? * SUN-SAT; * * * * *"
      })
  void aLineHasItsEqual(String quartz, String five) {
    assertEquals(
        new FiveFields.Equal(five), FiveFields.of(CronLine.of(quartz, CronFlavor.QUARTZ6)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "30 0 6 * * ?; it ticks at the second '30'",
        "0/30 0 6 * * ?; it ticks at the second '0/30'",
        "0 0 6 L * ?; 'L' (day of month)",
        "0 0 6 15W * ?; '15W' (day of month)",
        "0 0 6 ? * 2#1; '2#1' (day of week)",
        "0 0 6 ? * 6L; '6L' (day of week) is a day that",
        "0 0 22-4/2 ? * *; '22-4/2' (hour) steps over"
      })
  void aLineWithoutOneSaysWhy(String quartz, String why) {
    FiveFields none = FiveFields.of(CronLine.of(quartz, CronFlavor.QUARTZ6));
    assertTrue(assertInstanceOf(FiveFields.None.class, none).why().startsWith(why), quartz);
  }

  /**
   * Without ranges such as FRI-MON: the library's walk back takes some of their months for none.
   */
  @Test
  void bothNameTheSameTimes() {
    int compared = 0;
    for (int i = 0; i < 3000; i++) {
      boolean isOfWeek = chance.nextBoolean();
      String text =
          String.join(
              " ",
              "0",
              field(0, 59),
              field(0, 23),
              isOfWeek ? "?" : field(1, 31),
              field(1, 12),
              isOfWeek ? field(1, 7) : "?");
      if (new CronSyntax(CronFlavor.QUARTZ6).problem(text).isPresent()) {
        continue;
      }
      CronLine quartz = CronLine.of(text, CronFlavor.QUARTZ6);
      FiveFields.Equal equal =
          assertInstanceOf(FiveFields.Equal.class, FiveFields.of(quartz), text);
      CronLine five = CronLine.unix(equal.line());
      assertEquals(quartz.isEveryHour(), five.isEveryHour(), text);
      LocalDateTime at = LocalDateTime.of(2023, 1, 1, 0, 0).plusHours(chance.nextInt(40_000));
      for (int step = 0; step < 5; step++) {
        String where = text + " = " + five + " from " + at;
        assertEquals(quartz.previous(at), five.previous(at), where);
        assertEquals(quartz.next(at), five.next(at), where);
        at = five.next(at).orElseThrow();
      }
      compared++;
    }
    assertTrue(compared > 2500, "only " + compared + " lines were compared");
  }

  private String field(int low, int high) {
    int one = low + chance.nextInt(high - low + 1);
    int two = one + chance.nextInt(high - one + 1);
    return switch (chance.nextInt(10)) {
      case 0, 1, 2, 3 -> "*";
      case 4, 5 -> Integer.toString(one);
      case 6 -> one + "/" + (1 + chance.nextInt(high - low));
      case 7 -> one + "-" + two;
      case 8 -> one + "-" + two + "/" + (1 + chance.nextInt(5));
      default -> one == two ? Integer.toString(one) : one + "," + two;
    };
  }
}

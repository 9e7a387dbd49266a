package dev.regauge.adapters.argo;

import dev.regauge.adapters.spi.EngineClock;
import dev.regauge.spec.partition.CronLine;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * Argo's ticks: {@code SpecSchedule.Next} of robfig/cron 3.0.1, which Argo 3.6 and 3.7 use, on the
 * line as {@link CronLine} has it. A skipped time is skipped, a repeated one ticks twice, and where
 * midnight is skipped the day's start is looked for an hour off.
 *
 * <p>Statement by statement, so that its accidents are kept too.
 */
final class ArgoClock implements EngineClock {

  private static final int YEARS = 5;

  @Override
  public List<Instant> ticks(CronLine line, ZoneId zone, Instant from, Instant until) {
    List<Instant> found = new ArrayList<>();
    Instant at = next(line, zone, from.minusSeconds(1));
    while (at.isBefore(until)) {
      found.add(at);
      Instant next = next(line, zone, at);
      if (!next.isAfter(at)) {
        return found; // robfig answers with the same instant for ever, as '30 0' at St John's in
        // 2011
      }
      at = next;
    }
    return found;
  }

  private static Instant next(CronLine line, ZoneId zone, Instant after) {
    ZonedDateTime t = after.atZone(zone).plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
    boolean isReset = false;
    int limit = t.getYear() + YEARS;
    while (t.getYear() <= limit) {
      boolean isWrapped = false;
      while (!line.values("month").contains(t.getMonthValue()) && !isWrapped) {
        t = isReset ? t : date(LocalDate.of(t.getYear(), t.getMonth(), 1), zone);
        isReset = true;
        t = date(t.toLocalDateTime().plusMonths(1), zone);
        isWrapped = t.getMonthValue() == 1;
      }
      while (!isWrapped && !fits(line, t)) {
        t = isReset ? t : date(t.toLocalDate(), zone);
        isReset = true;
        ZonedDateTime day = date(t.toLocalDateTime().plusDays(1), zone);
        if (!day.isAfter(t)) {
          return Instant.MAX; // robfig goes round and round before a day that is skipped, as Apia's
        }
        t = day;
        if (t.getHour() != 0) {
          t = t.plusHours(t.getHour() > 12 ? 24 - t.getHour() : -t.getHour());
        }
        isWrapped = t.getDayOfMonth() == 1;
      }
      while (!isWrapped && !line.values("hour").contains(t.getHour())) {
        t = isReset ? t : date(t.toLocalDateTime().truncatedTo(ChronoUnit.HOURS), zone);
        isReset = true;
        t = t.plusHours(1);
        isWrapped = t.getHour() == 0;
      }
      while (!isWrapped && !line.values("minute").contains(t.getMinute())) {
        t = isReset ? t : t.truncatedTo(ChronoUnit.MINUTES);
        isReset = true;
        t = t.plusMinutes(1);
        isWrapped = t.getMinute() == 0;
      }
      while (!isWrapped && t.getSecond() != 0) {
        isReset = true;
        t = t.plusSeconds(1);
        isWrapped = t.getSecond() == 0;
      }
      if (!isWrapped) {
        return t.toInstant();
      }
    }
    return Instant.MAX;
  }

  private static boolean fits(CronLine line, ZonedDateTime t) {
    boolean month = line.values("day of month").contains(t.getDayOfMonth());
    int weekday = t.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : t.getDayOfWeek().getValue();
    boolean week = line.values("day of week").contains(weekday);
    boolean isBoth = line.isAny("day of month") || line.isAny("day of week");
    return isBoth ? month && week : month || week;
  }

  private static ZonedDateTime date(LocalDate day, ZoneId zone) {
    return date(day.atStartOfDay(), zone);
  }

  /** Go's {@code time.Date}: it guesses the offset from the wall time taken as UTC. */
  private static ZonedDateTime date(LocalDateTime wall, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    Instant flat = wall.toInstant(ZoneOffset.UTC);
    ZoneOffset offset = rules.getOffset(flat);
    Instant guess = flat.minusSeconds(offset.getTotalSeconds());
    ZoneOffsetTransition before = rules.previousTransition(flat.plusNanos(1));
    ZoneOffsetTransition after = rules.nextTransition(flat);
    boolean isOutside =
        (before != null && guess.isBefore(before.getInstant()))
            || (after != null && !guess.isBefore(after.getInstant()));
    if (isOutside) {
      offset = rules.getOffset(guess);
    }
    return flat.minusSeconds(offset.getTotalSeconds()).atZone(zone);
  }
}

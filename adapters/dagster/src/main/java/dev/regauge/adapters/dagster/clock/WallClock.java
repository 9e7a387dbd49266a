package dev.regauge.adapters.dagster.clock;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;

/**
 * A zone as Python's {@code zoneinfo} and Dagster see it.
 *
 * @param zone the zone of a schedule
 */
record WallClock(ZoneId zone) {

  /** Python's aware datetime: a wall time and which of two it is; it may be one that is skipped. */
  record Reading(LocalDateTime wall, int fold) {

    static Reading of(LocalDateTime wall) {
      return new Reading(wall, 0);
    }

    /** Python's arithmetic moves the wall and forgets the fold. */
    Reading plusDays(long days) {
      return of(wall.plusDays(days));
    }
  }

  Reading at(Instant instant) {
    LocalDateTime wall = LocalDateTime.ofInstant(instant, zone);
    ZoneOffsetTransition change = zone.getRules().getTransition(wall);
    boolean isSecond =
        change != null
            && change.isOverlap()
            && change.getOffsetAfter().equals(zone.getRules().getOffset(instant));
    return new Reading(wall, isSecond ? 1 : 0);
  }

  Instant timestamp(Reading reading) {
    ZoneOffsetTransition change = zone.getRules().getTransition(reading.wall());
    if (change == null) {
      return reading.wall().toInstant(zone.getRules().getOffset(reading.wall()));
    }
    ZoneOffset offset = reading.fold() == 1 ? change.getOffsetAfter() : change.getOffsetBefore();
    return reading.wall().toInstant(offset);
  }

  boolean isSkipped(LocalDateTime wall) {
    ZoneOffsetTransition change = zone.getRules().getTransition(wall);
    return change != null && change.isGap();
  }

  boolean isRepeated(LocalDateTime wall) {
    ZoneOffsetTransition change = zone.getRules().getTransition(wall);
    return change != null && change.isOverlap();
  }

  /** {@code apply_fold_and_post_transition}: only between one and four o'clock. */
  Reading settled(Reading reading) {
    Reading moved = postTransition(reading);
    // Python has two readings of a skipped time too, so that one which is skipped still (Apia's
    // day)
    // becomes its second reading.
    boolean isDouble = isRepeated(moved.wall()) || isSkipped(moved.wall());
    boolean isFirst = moved.fold() == 0 && isNight(moved.wall()) && isDouble;
    return isFirst ? new Reading(moved.wall(), 1) : moved;
  }

  /** {@code apply_post_transition}: a skipped time is the end of the gap, taken as on the hour. */
  Reading postTransition(Reading reading) {
    if (!isNight(reading.wall()) || !isSkipped(reading.wall())) {
      return reading;
    }
    Instant later = timestamp(Reading.of(reading.wall().plusHours(1)));
    LocalDateTime hour = reading.wall().withMinute(0).withSecond(0).withNano(0);
    return Reading.of(hour.plus(zone.getRules().getDaylightSavings(later)));
  }

  private static boolean isNight(LocalDateTime wall) {
    return wall.getHour() >= 1 && wall.getHour() <= 3;
  }
}

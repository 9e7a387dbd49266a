package dev.regauge.spec.partition;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * Wall-clock times in a zone, as a strictly growing sequence of instants; the rule of the clock
 * changes is {@link WallTimes#isEveryHour} and {@link Reading}.
 *
 * <p>A wall time that the zone skips is as much later as the clocks were set forward; two wall
 * times that so become one instant are one moment, named by the later of them.
 */
public record ZonedTimes(WallTimes times, ZoneId zone, Reading reading) {

  private static final Duration FAR = Duration.ofHours(26);

  /** Returns the first moment after the instant. */
  public Optional<Moment> next(Instant after) {
    return times.isEveryHour() ? nextOfClock(after) : nextAppointment(after);
  }

  /** Returns the last moment before the instant. */
  public Optional<Moment> previous(Instant before) {
    return times.isEveryHour() ? previousOfClock(before) : previousAppointment(before);
  }

  /** Returns the first moment at the instant or after it. */
  public Optional<Moment> atOrAfter(Instant instant) {
    return next(instant.minusNanos(1));
  }

  /** Returns the last moment at the instant or before it. */
  public Optional<Moment> atOrBefore(Instant instant) {
    return previous(instant.plusNanos(1));
  }

  /** Returns the instant of a wall time, whether it is one of the sequence or not. */
  public Instant instantOf(LocalDateTime wall) {
    ZoneOffsetTransition change = rules().getTransition(wall);
    if (change == null) {
      return wall.toInstant(rules().getOffset(wall));
    }
    // In a gap the offset before it gives the shifted time; in an overlap it is the first reading.
    boolean isLate = change.isOverlap() && reading == Reading.LATER;
    return wall.toInstant(isLate ? change.getOffsetAfter() : change.getOffsetBefore());
  }

  private ZoneRules rules() {
    return zone.getRules();
  }

  private LocalDateTime wallAt(Instant instant) {
    return LocalDateTime.ofInstant(instant, rules().getOffset(instant));
  }

  private Optional<Moment> nextOfClock(Instant after) {
    Instant from = after;
    boolean isIncluded = false;
    while (true) {
      ZoneOffset offset = rules().getOffset(from);
      LocalDateTime wall = LocalDateTime.ofInstant(from, offset);
      Optional<LocalDateTime> found = times.next(isIncluded ? wall.minusNanos(1) : wall);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Instant instant = found.get().toInstant(offset);
      ZoneOffsetTransition change = rules().nextTransition(from);
      if (change == null || instant.isBefore(change.getInstant())) {
        return Optional.of(clockMoment(instant, found.get(), offset));
      }
      from = change.getInstant();
      isIncluded = true;
    }
  }

  private Optional<Moment> previousOfClock(Instant before) {
    Instant until = before;
    while (true) {
      Instant last = until.minusNanos(1);
      ZoneOffset offset = rules().getOffset(last);
      Optional<LocalDateTime> found = times.previous(LocalDateTime.ofInstant(until, offset));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Instant instant = found.get().toInstant(offset);
      ZoneOffsetTransition change = rules().previousTransition(until);
      if (change == null || !instant.isBefore(change.getInstant())) {
        return Optional.of(clockMoment(instant, found.get(), offset));
      }
      until = change.getInstant();
    }
  }

  private Moment clockMoment(Instant instant, LocalDateTime wall, ZoneOffset offset) {
    ZoneOffsetTransition change = rules().getTransition(wall);
    boolean isRepeated =
        change != null && change.isOverlap() && change.getOffsetAfter().equals(offset);
    return new Moment(instant, wall, isRepeated);
  }

  private Optional<Moment> nextAppointment(Instant after) {
    LocalDateTime wall = wallAt(after).minus(shiftNear(after));
    Optional<Moment> best = Optional.empty();
    while (true) {
      Optional<LocalDateTime> found = times.next(wall);
      if (found.isEmpty()
          || (best.isPresent() && found.get().isAfter(wallAt(best.get().instant())))) {
        return best;
      }
      wall = found.get();
      Instant instant = instantOf(wall);
      if (instant.isAfter(after) && (best.isEmpty() || !instant.isAfter(best.get().instant()))) {
        best = Optional.of(new Moment(instant, wall, false));
      }
    }
  }

  private Optional<Moment> previousAppointment(Instant before) {
    Duration shift = shiftNear(before);
    LocalDateTime wall = wallAt(before).plus(shift);
    Optional<Moment> best = Optional.empty();
    while (true) {
      Optional<LocalDateTime> found = times.previous(wall);
      if (found.isEmpty()
          || (best.isPresent()
              && found.get().isBefore(best.get().wall().minus(shiftNear(best.get().instant()))))) {
        return best;
      }
      wall = found.get();
      Instant instant = instantOf(wall);
      if (instant.isBefore(before) && (best.isEmpty() || instant.isAfter(best.get().instant()))) {
        best = Optional.of(new Moment(instant, wall, false));
      }
    }
  }

  /** How far wall times and instants may be out of step around an instant. */
  private Duration shiftNear(Instant instant) {
    ZoneOffsetTransition change = rules().nextTransition(instant.minus(FAR));
    Duration shift = Duration.ZERO;
    while (change != null && change.getInstant().isBefore(instant.plus(FAR))) {
      shift = shift.plus(change.getDuration().abs());
      change = rules().nextTransition(change.getInstant());
    }
    return shift;
  }
}

package dev.regauge.spec.partition;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Partitions that follow each other in time: the boundaries are wall times, a window runs from one
 * to the next and is keyed by its start (semantics 9).
 *
 * <p>A unit that the zone skips whole (Apia's 2011-12-30) has no instant, so it is no partition.
 *
 * @param start wall time: the first window begins there or after it
 * @param end wall time: the last window ends there or before it
 * @param endOffset how many windows past the last complete one exist already; less than 0 = how
 *     many complete ones must wait
 */
public record TimeSet(
    String name,
    WallTimes times,
    ZoneId zone,
    LocalDateTime start,
    Optional<LocalDateTime> end,
    int endOffset,
    KeyFormat format)
    implements PartitionSet {

  /** Returns the key whose window holds the instant, whether or not it is complete. */
  public Optional<String> keyHolding(Instant instant) {
    return boundaries().atOrBefore(instant).filter(this::isPartition).map(format::key);
  }

  /** Returns the oldest key; empty for a set that ends before its first window does. */
  public Optional<String> firstKey() {
    return first().filter(this::isPartition).map(format::key);
  }

  /**
   * Returns the last key that exists at an instant: of the last window that ended then or before,
   * moved by {@code endOffset}, but none past {@code end}.
   */
  public Optional<String> lastAt(Instant instant) {
    return lastMoment(instant).map(format::key);
  }

  /** Returns the keys of the windows that share an instant with the given one, oldest first. */
  public List<String> keysOverlapping(Window window) {
    return keysAround(window, 0, 0);
  }

  /** Returns the same with so many windows before them and after them. */
  List<String> keysAround(Window window, int before, int after) {
    Optional<Moment> from = moved(boundaries().atOrBefore(window.start()), -before);
    Optional<Moment> over = moved(boundaries().atOrAfter(window.end()), after);
    return keysBetween(from, over.map(at -> at.instant().minusNanos(1)).orElse(Instant.MAX));
  }

  /** Returns the start of the window that lies that many windows after the key's own. */
  public Optional<Instant> boundaryFrom(String key, int windows) {
    Optional<Moment> at = moment(key);
    return moved(at, windows).map(Moment::instant);
  }

  @Override
  public boolean contains(String key) {
    return moment(key).isPresent();
  }

  @Override
  public Optional<Window> window(String key) {
    return moment(key).flatMap(this::windowOf);
  }

  @Override
  public List<String> keysAt(Instant instant) {
    Optional<Moment> last = lastMoment(instant);
    return last.isEmpty() ? List.of() : keysBetween(first(), last.get().instant());
  }

  @Override
  public List<String> requestedAt(Instant instant) {
    return lastAt(instant).map(List::of).orElse(List.of());
  }

  @Override
  public List<String> range(String first, String last) {
    require(first);
    require(last);
    Moment from = moment(first).orElseThrow();
    Instant to = moment(last).orElseThrow().instant();
    if (from.instant().isAfter(to)) {
      throw new IllegalArgumentException(
          "the range " + first + ".." + last + " is empty: " + first + " comes after " + last);
    }
    return keysBetween(Optional.of(from), to);
  }

  private ZonedTimes boundaries() {
    return new ZonedTimes(times, zone, Reading.EARLIER);
  }

  private Optional<Moment> first() {
    return boundaries().atOrAfter(boundaries().instantOf(start));
  }

  private List<String> keysBetween(Optional<Moment> first, Instant last) {
    List<String> keys = new ArrayList<>();
    Optional<Moment> at = first;
    while (at.isPresent() && !at.get().instant().isAfter(last)) {
      if (isPartition(at.get())) {
        keys.add(format.key(at.get()));
      }
      at = boundaries().next(at.get().instant());
    }
    return keys;
  }

  private Optional<Window> windowOf(Moment moment) {
    return boundaries()
        .next(moment.instant())
        .map(next -> new Window(moment.instant(), next.instant()));
  }

  private boolean isPartition(Moment moment) {
    ZonedTimes boundaries = boundaries();
    if (moment.instant().isBefore(boundaries.instantOf(start))) {
      return false;
    }
    return windowOf(moment)
        .filter(window -> end.isEmpty() || !window.end().isAfter(boundaries.instantOf(end.get())))
        .isPresent();
  }

  private Optional<Moment> lastMoment(Instant instant) {
    ZonedTimes boundaries = boundaries();
    Optional<Moment> complete =
        boundaries.atOrBefore(instant).flatMap(open -> boundaries.previous(open.instant()));
    Optional<Moment> last = moved(complete, endOffset);
    if (end.isPresent()) {
      Instant over = boundaries.instantOf(end.get());
      if (last.flatMap(this::windowOf).filter(window -> window.end().isAfter(over)).isPresent()) {
        last = boundaries.atOrBefore(over).flatMap(at -> boundaries.previous(at.instant()));
      }
    }
    return last.filter(this::isPartition);
  }

  private Optional<Moment> moved(Optional<Moment> from, int windows) {
    Optional<Moment> at = from;
    for (int i = 0; i < Math.abs(windows) && at.isPresent(); i++) {
      Instant instant = at.get().instant();
      at = windows > 0 ? boundaries().next(instant) : boundaries().previous(instant);
    }
    return at;
  }

  /** The boundary that a key names, when it is the key of a partition of this set. */
  private Optional<Moment> moment(String key) {
    Optional<LocalDateTime> wall = format.wall(key);
    boolean isSecond = false;
    if (wall.isEmpty() && key.length() > OFFSET_LENGTH) {
      wall = format.wall(key.substring(0, key.length() - OFFSET_LENGTH));
      isSecond = true;
    }
    if (wall.isEmpty()) {
      return Optional.empty();
    }
    // A format may leave out parts that the boundaries have, such as the hour of an offset.
    ZonedTimes boundaries = boundaries();
    Instant guess = boundaries.instantOf(wall.get());
    Optional<Moment> at = boundaries.atOrAfter(guess);
    if (isSecond) {
      at = at.flatMap(first -> secondOf(first));
    }
    return at.filter(moment -> format.key(moment).equals(key)).filter(this::isPartition);
  }

  private Optional<Moment> secondOf(Moment first) {
    var change = zone.getRules().getTransition(first.wall());
    if (change == null || !change.isOverlap()) {
      return Optional.empty();
    }
    return boundaries().atOrAfter(first.wall().toInstant(change.getOffsetAfter()));
  }

  private static final int OFFSET_LENGTH = "+0000".length();
}

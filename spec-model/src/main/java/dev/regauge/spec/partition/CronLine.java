package dev.regauge.spec.partition;

import com.cronutils.model.time.ExecutionTime;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A cron line as the wall-clock times that it names.
 *
 * <p>cron-utils judges it; for Quartz's letters it also walks the local time line, where there are
 * no clock changes. Those are {@link ZonedTimes}' matter, since every library has its own rule for
 * them (docs/adr/0014). A field that covers all of its values counts as {@code *}: the two days of
 * a line are joined by "or" only when both leave something out.
 */
public final class CronLine implements WallTimes {

  private final String text;
  private final CronFlavor flavor;
  private final List<CronField> fields;
  private final Optional<ExecutionTime> library;
  private final Optional<PlainWalk> walk;

  private CronLine(String text, CronFlavor flavor) {
    this.text = text;
    this.flavor = flavor;
    this.fields = CronField.of(text, flavor);
    boolean isPlain = flavor == CronFlavor.UNIX5;
    this.walk = isPlain ? Optional.of(plainWalk()) : Optional.empty();
    this.library = isPlain ? Optional.empty() : Optional.of(library());
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException with what {@link CronSyntax#problem} says of a wrong one
   */
  public static CronLine of(String text, CronFlavor flavor) {
    Optional<String> problem = new CronSyntax(flavor).problem(text);
    if (problem.isPresent()) {
      throw new IllegalArgumentException("'" + text + "' is no cron line: " + problem.get());
    }
    return new CronLine(text, flavor);
  }

  /** Reads a line of five fields. */
  public static CronLine unix(String text) {
    return of(text, CronFlavor.UNIX5);
  }

  /** Returns the line as it was written. */
  public String text() {
    return text;
  }

  /** Returns how it is written. */
  public CronFlavor flavor() {
    return flavor;
  }

  /** Returns the values of a field, {@code hour} for example; all of them for {@code *}. */
  public SortedSet<Integer> values(String field) {
    return field(field).values();
  }

  /** Whether a field leaves nothing out. */
  public boolean isAny(String field) {
    return field(field).isAny();
  }

  CronField field(String name) {
    return fields.get(flavor.fields().indexOf(name));
  }

  private PlainWalk plainWalk() {
    boolean isEither = !isAny("day of month") && !isAny("day of week");
    return new PlainWalk(
        values("minute"),
        values("hour"),
        values("day of month"),
        values("month"),
        values("day of week"),
        isEither);
  }

  /** Returns the library's own walk of the line. */
  ExecutionTime library() {
    String plain = String.join(" ", fields.stream().map(CronField::plain).toList());
    return ExecutionTime.forCron(flavor.parser().parse(plain));
  }

  @Override
  public Optional<LocalDateTime> next(LocalDateTime after) {
    return walk.isPresent()
        ? walk.get().next(after)
        : library
            .flatMap(times -> times.nextExecution(flat(after)))
            .map(ZonedDateTime::toLocalDateTime);
  }

  @Override
  public Optional<LocalDateTime> previous(LocalDateTime before) {
    return walk.isPresent()
        ? walk.get().previous(before)
        : library
            .flatMap(times -> times.lastExecution(flat(before)))
            .map(ZonedDateTime::toLocalDateTime);
  }

  @Override
  public boolean isEveryHour() {
    return isAny("hour");
  }

  private static ZonedDateTime flat(LocalDateTime wall) {
    return wall.atZone(ZoneOffset.UTC);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CronLine line && text.equals(line.text) && flavor == line.flavor;
  }

  @Override
  public int hashCode() {
    return text.hashCode() * 31 + flavor.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}

package dev.regauge.spec.partition;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/**
 * How a key is made of a window's start: the numeric part of strftime ({@code %Y %m %d %H %M %S %j
 * %%}), so that every program reads it alike.
 */
public final class KeyFormat {

  /** {@code 2025-01-31}. */
  public static final KeyFormat DAY = new KeyFormat("%Y-%m-%d");

  /** {@code 2025-01-31-06:00}. */
  public static final KeyFormat MINUTE = new KeyFormat("%Y-%m-%d-%H:%M");

  private final String pattern;
  private final DateTimeFormatter formatter;

  /**
   * A format.
   *
   * @throws IllegalArgumentException with what {@link #problem} says of a wrong pattern
   */
  public KeyFormat(String pattern) {
    problem(pattern)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException("'" + pattern + "' is no key format: " + problem);
            });
    this.pattern = pattern;
    this.formatter = formatter(pattern);
  }

  /** Returns what is wrong with a pattern; empty for a sound one. */
  public static Optional<String> problem(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '%' && (i + 1 == pattern.length() || "YmdHMSj%".indexOf(pattern.charAt(++i)) < 0)) {
        return Optional.of("it may have %Y, %m, %d, %H, %M, %S, %j and %%");
      }
      if (c == '|' || c < ' ' || c == 0x7f) {
        return Optional.of("a key has no | and no control character");
      }
    }
    if (pattern.contains("...")) {
      return Optional.of("a key has no ...");
    }
    return pattern.contains("%Y") ? Optional.empty() : Optional.of("it needs the year, %Y");
  }

  private static DateTimeFormatter formatter(String pattern) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c != '%') {
        builder.appendLiteral(c);
        continue;
      }
      i++;
      switch (pattern.charAt(i)) {
        case 'Y' -> builder.appendValue(ChronoField.YEAR, 4, 4, SignStyle.NEVER);
        case 'm' -> builder.appendValue(ChronoField.MONTH_OF_YEAR, 2);
        case 'd' -> builder.appendValue(ChronoField.DAY_OF_MONTH, 2);
        case 'H' -> builder.appendValue(ChronoField.HOUR_OF_DAY, 2);
        case 'M' -> builder.appendValue(ChronoField.MINUTE_OF_HOUR, 2);
        case 'S' -> builder.appendValue(ChronoField.SECOND_OF_MINUTE, 2);
        case 'j' -> builder.appendValue(ChronoField.DAY_OF_YEAR, 3);
        default -> builder.appendLiteral('%');
      }
    }
    return builder.toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
  }

  /** Returns the strftime text. */
  public String pattern() {
    return pattern;
  }

  /** Returns the key of a wall time; the second of a repeated one carries its offset. */
  public String key(Moment start) {
    String key = formatter.format(start.wall());
    if (!start.isRepeated()) {
      return key;
    }
    ZoneOffset offset =
        ZoneOffset.ofTotalSeconds(
            Math.toIntExact(
                start.wall().toEpochSecond(ZoneOffset.UTC) - start.instant().getEpochSecond()));
    return key + offset.getId().replace("Z", "+0000").replace(":", "");
  }

  /** Returns the wall time of a key without an offset, parts that it lacks at their least. */
  Optional<LocalDateTime> wall(String key) {
    try {
      TemporalAccessor parsed = formatter.parse(key);
      LocalDate date = parsed.query(TemporalQueries.localDate());
      if (date == null) {
        int month = part(parsed, ChronoField.MONTH_OF_YEAR, 1);
        int day = part(parsed, ChronoField.DAY_OF_MONTH, 1);
        date = LocalDate.of(parsed.get(ChronoField.YEAR), month, day);
      }
      LocalTime time =
          LocalTime.of(
              part(parsed, ChronoField.HOUR_OF_DAY, 0),
              part(parsed, ChronoField.MINUTE_OF_HOUR, 0),
              part(parsed, ChronoField.SECOND_OF_MINUTE, 0));
      return Optional.of(date.atTime(time));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int part(TemporalAccessor parsed, ChronoField field, int otherwise) {
    return parsed.isSupported(field) ? parsed.get(field) : otherwise;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyFormat format && pattern.equals(format.pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  @Override
  public String toString() {
    return pattern;
  }
}

package dev.regauge.spec.partition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One field of a sound cron line.
 *
 * @param values what it names; none for a day that only a calendar knows ({@code L}, {@code 2#1})
 *     and for a step over the end of a range, which libraries read in two ways
 */
record CronField(String text, String name, SortedSet<Integer> values) {

  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  CronField {
    values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
  }

  static List<CronField> of(String line, CronFlavor flavor) {
    List<String> texts = List.of(line.strip().split("[ \t]+"));
    List<CronField> fields = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String name = flavor.fields().get(i);
      fields.add(new CronField(texts.get(i), name, expand(texts.get(i), name, flavor)));
    }
    return fields;
  }

  /** The names that a field knows, in the order of their numbers. */
  static List<String> words(String name) {
    return switch (name) {
      case "month" -> MONTHS;
      case "day of week" -> DAYS;
      default -> List.of();
    };
  }

  boolean isAny() {
    return text.equals("?") || values.size() == size(name);
  }

  /** As the library reads it without doubt. */
  String plain() {
    return isAny() && !text.equals("?") ? "*" : text;
  }

  /** The values of every n-th in the field's own numbering, from its first on. */
  static SortedSet<Integer> stepped(String name, CronFlavor flavor, int step) {
    return expand("*/" + step, name, flavor);
  }

  private static int low(String name, CronFlavor flavor) {
    return switch (name) {
      case "day of month", "month" -> 1;
      case "day of week" -> flavor == CronFlavor.QUARTZ6 ? 1 : 0;
      default -> 0;
    };
  }

  private static int size(String name) {
    return switch (name) {
      case "hour" -> 24;
      case "day of month" -> 31;
      case "month" -> 12;
      case "day of week" -> 7;
      default -> 60;
    };
  }

  private static SortedSet<Integer> expand(String text, String name, CronFlavor flavor) {
    SortedSet<Integer> values = new TreeSet<>();
    int low = low(name, flavor);
    int high = low + size(name) - 1;
    for (String part : text.split(",")) {
      String[] stepped = part.split("/");
      String[] ends = stepped[0].split("-");
      boolean isAll = ends[0].equals("*") || ends[0].equals("?");
      if (!isAll && !isPlain(ends, name)) {
        return new TreeSet<>();
      }
      int from = isAll ? low : number(ends[0], name, low);
      boolean isOpen = isAll || (stepped.length > 1 && ends.length == 1);
      int to = isOpen ? high : number(ends[ends.length - 1], name, low);
      int step = stepped.length > 1 ? Integer.parseInt(stepped[1]) : 1;
      // Quartz's FRI-MON goes on at the field's first value; with a step it is read in two ways.
      boolean isTurned = from > to && flavor == CronFlavor.QUARTZ6;
      if (isTurned && step > 1) {
        return new TreeSet<>();
      }
      int last = isTurned ? to + size(name) : to;
      for (int value = from; value <= last; value += step) {
        values.add(value > high ? value - size(name) : value);
      }
    }
    return values;
  }

  private static boolean isPlain(String[] ends, String name) {
    for (String end : ends) {
      boolean isNumber = !end.isEmpty() && end.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!isNumber && !words(name).contains(end.toUpperCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, String name, int low) {
    int word = words(name).indexOf(text.toUpperCase(Locale.ROOT));
    return word >= 0 ? word + low : Integer.parseInt(text);
  }
}

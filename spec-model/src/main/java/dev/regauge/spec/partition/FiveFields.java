package dev.regauge.spec.partition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Whether a cron line says what a line of five fields can say too: what engines read. A line that
 * can is carried out as that one, which names the same wall times.
 */
public sealed interface FiveFields {

  /** The line of five fields. */
  record Equal(String line) implements FiveFields {}

  /** There is none; {@code instead} is what to write. */
  record None(String why, String instead) implements FiveFields {}

  /** Returns the answer for a line of Quartz's flavour; nothing when it is none. */
  static Optional<FiveFields> ofQuartz(String line) {
    return Optional.of(line)
        .filter(text -> new CronSyntax(CronFlavor.QUARTZ6).problem(text).isEmpty())
        .map(text -> of(CronLine.of(text, CronFlavor.QUARTZ6)));
  }

  /** Returns the answer for a line of any flavour. */
  static FiveFields of(CronLine line) {
    if (line.flavor() == CronFlavor.UNIX5) {
      return new Equal(line.text());
    }
    String seconds = line.field("second").text();
    if (!isZero(line.values("second"))) {
      return new None(
          "it ticks at the second '" + seconds + "', and five fields have no seconds",
          "write 0 as its first field");
    }
    List<String> five = new ArrayList<>();
    for (String name : CronFlavor.UNIX5.fields()) {
      CronField field = line.field(name);
      if (field.values().isEmpty()) {
        return none(field);
      }
      five.add(text(field));
    }
    return new Equal(String.join(" ", five));
  }

  private static None none(CronField field) {
    String named = "'" + field.text() + "' (" + field.name() + ")";
    return field.text().matches(".*[0-9A-Z]-.*/.*")
        ? new None(
            named + " steps over the end of its range, which is read in two ways",
            "write its values as a list")
        : new None(
            named + " is a day that only a calendar knows",
            "name its days by numbers or words, such as '0 0 6 1 * ?' or '0 0 6 ? * MON-FRI'");
  }

  private static boolean isZero(SortedSet<Integer> seconds) {
    return seconds.size() == 1 && seconds.getFirst() == 0;
  }

  /** The values in the least text that every target reads alike; Quartz counts days from 1. */
  private static String text(CronField field) {
    if (field.isAny()) {
      return "*";
    }
    int shift = field.name().equals("day of week") ? 1 : 0;
    List<Integer> values = field.values().stream().map(value -> value - shift).toList();
    int first = values.getFirst();
    int step = values.size() < 3 ? 1 : values.get(1) - first;
    if (step > 1
        && field.values().equals(CronField.stepped(field.name(), CronFlavor.QUARTZ6, step))) {
      return "*/" + step;
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      int begin = i;
      while (i + 1 < values.size() && values.get(i + 1) == values.get(i) + 1) {
        i++;
      }
      String one = values.get(begin).toString();
      // Two neighbours are listed: '1-2' would say no more.
      parts.add(i == begin ? one : one + (i == begin + 1 ? "," : "-") + values.get(i));
    }
    return String.join(",", parts);
  }
}

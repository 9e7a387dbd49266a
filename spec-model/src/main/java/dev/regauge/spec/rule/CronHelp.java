package dev.regauge.spec.rule;

import dev.regauge.spec.partition.CronFlavor;
import dev.regauge.spec.partition.CronSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody probably meant with a line that is no cron line. A line that the help names is one:
 * the judge that refused what is written has judged it too.
 */
final class CronHelp {

  private static final String UNIX_FIELDS =
      "write minute, hour, day of month, month, day of week, such as '0 6 * * MON-FRI'";

  /** Not a line to write: whoever did so would be refused by each target that does not take it. */
  private static final String FLAVORED =
      "; seconds, L, W and # need 'flavor: quartz6' in a job's triggers, and targets that take it";

  private static final String QUARTZ_FIELDS =
      "write second, minute, hour, day of month, month, day of week, one of the days ?, such as"
          + " '0 0 6 ? * MON-FRI'";

  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@quarterly", "0 0 1 */3 *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");

  private static final Pattern EVERY = Pattern.compile("@every\\s+([0-9]{1,2})([mh])");
  private static final Predicate<String> LETTERS = Pattern.compile("[LW#]").asPredicate();
  private static final Pattern STEP = Pattern.compile("([0-9]+)/([0-9]+)");
  private static final Pattern TO_SEVEN = Pattern.compile("([0-6])-7");
  private static final List<Integer> LAST = List.of(59, 23, 31, 12, 6);
  private static final int DAY_OF_MONTH = 2;
  private static final int DAY_OF_WEEK = 4;
  private static final List<String> DAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

  private final CronSyntax unix;
  private final CronSyntax quartz;

  CronHelp(CronSyntax unix, CronSyntax quartz) {
    this.unix = unix;
    this.quartz = quartz;
  }

  /** Returns the fix of a line of six fields with seconds. */
  String ofQuartz(String cron) {
    List<String> fields = fields(cron);
    boolean isFive = fields.size() == LAST.size();
    return inQuartz(isFive ? with("0", fields) : fields, isFive)
        .map(line -> "write '" + line + "'")
        .orElse(QUARTZ_FIELDS);
  }

  /**
   * Returns the fix of a line of five fields.
   *
   * @param takesFlavor whether {@code flavor: quartz6} may stand beside it, where a target takes it
   */
  String ofUnix(String cron, boolean takesFlavor) {
    List<String> fields = fields(cron);
    Optional<String> meant = nickname(cron).or(() -> every(cron)).or(() -> inUnix(fields));
    boolean isQuartz =
        takesFlavor
            && (hasSeconds(fields) || LETTERS.test(cron))
            && inQuartz(hasSeconds(fields) ? fields : with("0", fields), true).isPresent();
    return meant
        .map(line -> "write '" + line + "'")
        .orElse(isQuartz ? UNIX_FIELDS + FLAVORED : UNIX_FIELDS);
  }

  private static List<String> fields(String cron) {
    return List.of(cron.strip().split("[ \t]+"));
  }

  private static List<String> with(String first, List<String> rest) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }

  private static boolean hasSeconds(List<String> fields) {
    return fields.size() == CronFlavor.QUARTZ6.fields().size() && !hasYear(fields);
  }

  /** Five fields and a year, as in Amazon's schedules: one of their days is always a ?. */
  private static boolean hasYear(List<String> fields) {
    return fields.size() == LAST.size() + 1
        && (fields.get(DAY_OF_MONTH).equals("?") || fields.get(DAY_OF_WEEK).equals("?"));
  }

  private static Optional<String> nickname(String cron) {
    return Optional.ofNullable(NICKNAMES.get(cron.strip().toLowerCase(Locale.ROOT)));
  }

  /** Only periods that divide the hour or the day are the same in a cron line. */
  private static Optional<String> every(String cron) {
    Matcher every = EVERY.matcher(cron.strip());
    if (!every.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(every.group(1));
    boolean isMinutes = every.group(2).equals("m");
    int whole = isMinutes ? LAST.get(0) + 1 : LAST.get(1) + 1;
    if (number == 0 || whole % number != 0) {
      return Optional.empty();
    }
    String step = number == 1 ? "*" : number == whole ? "0" : "*/" + number;
    return Optional.of(isMinutes ? step + " * * * *" : "0 " + step + " * * *");
  }

  private Optional<String> inUnix(List<String> written) {
    List<String> five = five(written);
    boolean isQuartz = written.contains("?");
    List<String> meant = new ArrayList<>();
    for (int i = 0; i < five.size(); i++) {
      String field = five.get(i).equals("?") ? "*" : five.get(i);
      meant.add(
          i == DAY_OF_WEEK
              ? isQuartz ? named(field) : sundayFirst(field)
              : i < LAST.size() ? ranged(field, LAST.get(i)) : field);
    }
    for (int day : List.of(DAY_OF_MONTH, DAY_OF_WEEK)) {
      if (meant.size() > day && meant.get(day).matches("1-31|0-6")) {
        meant.set(day, "*");
      }
    }
    return Optional.of(String.join(" ", meant))
        .filter(line -> unix.problem(line).isEmpty())
        .filter(line -> written.size() == LAST.size() || !five.equals(written));
  }

  /** Without seconds that are 0, and without a year that is any. */
  private static List<String> five(List<String> written) {
    boolean isWithYear =
        written.size() > LAST.size()
            && written.getLast().equals("*")
            && (hasYear(written) || written.size() > LAST.size() + 1);
    List<String> rest = isWithYear ? written.subList(0, written.size() - 1) : written;
    return rest.size() == LAST.size() + 1 && rest.getFirst().equals("0")
        ? rest.subList(1, rest.size())
        : rest;
  }

  /** Quartz counts the days from 1, which is Sunday. */
  private static String named(String field) {
    return Pattern.compile("(?<![0-9/#])[1-7](?![0-9])")
        .matcher(field)
        .replaceAll(day -> DAYS.get(Integer.parseInt(day.group()) - 1));
  }

  private static String sundayFirst(String field) {
    return TO_SEVEN
        .matcher(field.equals("1-7") ? "*" : ranged(field, LAST.get(DAY_OF_WEEK)))
        .replaceAll(range -> range.group(1).equals("0") ? "*" : range.group(1) + "-6,0")
        .replaceAll("(?<![0-9/-])7(?![0-9])", "0");
  }

  private static String ranged(String field, int last) {
    Matcher step = STEP.matcher(field);
    return step.matches() ? step.group(1) + "-" + last + "/" + step.group(2) : field;
  }

  /** One of Quartz's two days is a ?; a line of another make counts Sunday as 0. */
  private Optional<String> inQuartz(List<String> written, boolean isSundayZero) {
    if (written.size() != CronFlavor.QUARTZ6.fields().size()) {
      return Optional.empty();
    }
    List<String> six = new ArrayList<>(written);
    if (!six.contains("?")) {
      six.set(six.getLast().equals("*") ? DAY_OF_WEEK + 1 : DAY_OF_MONTH + 1, "?");
      int week = DAY_OF_WEEK + 1;
      six.set(week, isSundayZero ? daysFromZero(six.get(week)) : six.get(week));
    }
    String line = String.join(" ", six);
    boolean changesDays = !written.get(DAY_OF_MONTH + 1).equals(six.get(DAY_OF_MONTH + 1));
    return Optional.of(line)
        .filter(_ -> !changesDays || written.get(DAY_OF_MONTH + 1).equals("*"))
        .filter(each -> quartz.problem(each).isEmpty());
  }

  private static String daysFromZero(String field) {
    return Pattern.compile("(?<![0-9/#])[0-7](?![0-9])")
        .matcher(field)
        .replaceAll(day -> DAYS.get(Integer.parseInt(day.group())));
  }
}

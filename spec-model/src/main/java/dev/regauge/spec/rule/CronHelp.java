package dev.regauge.spec.rule;

import dev.regauge.spec.partition.CronFlavor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What somebody probably meant with a line that is no cron line of five fields. */
final class CronHelp {

  private static final String UNIX =
      "write minute, hour, day of month, month, day of week, such as '0 6 * * MON-FRI'";
  private static final String QUARTZ =
      "write second, minute, hour, day of month, month, day of week, one of the days ?, such as"
          + " '0 0 6 ? * MON-FRI'";

  private static final String SECONDS =
      "; a line that begins with seconds needs 'flavor: quartz6' beside it, in a job's triggers";

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

  private CronHelp() {}

  /** Returns the fix. */
  static String of(String cron, boolean isQuartz) {
    if (isQuartz) {
      return QUARTZ;
    }
    return meant(cron)
        .map(line -> "write '" + line + "'" + (hasSeconds(cron) ? SECONDS : ""))
        .orElse(UNIX);
  }

  private static boolean hasSeconds(String cron) {
    return cron.strip().split("[ \t]+").length == CronFlavor.UNIX5.fields().size() + 1;
  }

  private static Optional<String> meant(String cron) {
    String plain = cron.strip().toLowerCase(Locale.ROOT);
    if (plain.equals("@once") || plain.equals("@reboot") || plain.equals("none")) {
      return Optional.empty();
    }
    if (NICKNAMES.containsKey(plain)) {
      return Optional.ofNullable(NICKNAMES.get(plain));
    }
    List<String> fields = List.of(cron.strip().split("[ \t]+"));
    if (fields.size() == CronFlavor.UNIX5.fields().size() + 1 && fields.getFirst().equals("0")) {
      return Optional.of(String.join(" ", fields.subList(1, fields.size())).replace('?', '*'))
          .filter(line -> !line.contains("L") && !line.contains("#"));
    }
    return Optional.empty();
  }
}

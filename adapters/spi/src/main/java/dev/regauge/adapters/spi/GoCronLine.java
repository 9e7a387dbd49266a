package dev.regauge.adapters.spi;

import java.util.ArrayList;
import java.util.List;

/** Five cron fields as robfig/cron reads them, for Argo and Kubernetes: Sunday is 0 and never 7. */
public final class GoCronLine {
  private static final int DAYS_OF_WEEK = 4;

  private GoCronLine() {}

  /** Returns the line with every 7 in its last field as 0, {@code 5-7} as {@code 5-6,0}. */
  public static String of(String line) {
    String[] fields = line.strip().split("\\s+");
    List<String> days = new ArrayList<>();
    for (String part : fields[DAYS_OF_WEEK].split(",")) {
      if (part.equals("7")) {
        days.add("0");
      } else if (part.matches("[0-6]-7")) {
        days.add(part.startsWith("6") ? "6" : part.charAt(0) + "-6");
        if (!part.startsWith("0")) {
          days.add("0");
        }
      } else {
        days.add(part);
      }
    }
    fields[DAYS_OF_WEEK] = String.join(",", days);
    return String.join(" ", fields);
  }
}

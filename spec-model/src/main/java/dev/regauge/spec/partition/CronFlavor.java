package dev.regauge.spec.partition;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.util.List;

/** A way to write a cron line. */
public enum CronFlavor {
  /** Minute, hour, day of month, month, day of week (0 or SUN is Sunday). */
  UNIX5("unix5", CronType.UNIX, List.of("minute", "hour", "day of month", "month", "day of week")),
  /**
   * Second, minute, hour, day of month, month, day of week (1 or SUN is Sunday), with {@code ?},
   * {@code L}, {@code W} and {@code #}.
   */
  QUARTZ6(
      "quartz6",
      CronType.QUARTZ,
      List.of("second", "minute", "hour", "day of month", "month", "day of week"));

  private final String word;
  private final CronType type;
  private final List<String> fields;

  CronFlavor(String word, CronType type, List<String> fields) {
    this.word = word;
    this.type = type;
    this.fields = fields;
  }

  /** Returns the word in a spec. */
  public String word() {
    return word;
  }

  /** Returns what the fields are, in their order. */
  public List<String> fields() {
    return fields;
  }

  /** Returns the flavour of a spec's word. */
  public static CronFlavor of(String word) {
    for (CronFlavor flavor : values()) {
      if (flavor.word.equals(word)) {
        return flavor;
      }
    }
    throw new IllegalArgumentException("no flavour of cron: " + word);
  }

  CronParser parser() {
    return new CronParser(CronDefinitionBuilder.instanceDefinitionFor(type));
  }
}

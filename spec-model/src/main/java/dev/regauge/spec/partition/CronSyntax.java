package dev.regauge.spec.partition;

import com.cronutils.model.Cron;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with the text of a cron line.
 *
 * <p>The library judges ranges and names. Before it stand, for five fields, the texts on which
 * implementations differ: nicknames, {@code 7} for Sunday, {@code 5/15} without a range, a spelled
 * out {@code 1-31} beside a day of week, and Quartz's letters.
 */
public final class CronSyntax {

  private static final Pattern RANGE = Pattern.compile("([0-9]{1,4})-([0-9]{1,4})");
  private static final Pattern CHARACTERS = Pattern.compile("[0-9A-Za-z*,/-]+");
  private static final Pattern STEP_WITHOUT_RANGE = Pattern.compile("(^|,)[0-9A-Za-z]+/.*");
  private static final Pattern SEVEN = Pattern.compile("(^|.*[,-])7($|[,/-].*)");
  private static final String DAY_OF_WEEK = "day of week";
  private static final String DAY_OF_MONTH = "day of month";
  private static final ZonedDateTime ANY_DAY =
      ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private final CronFlavor flavor;
  private final CronParser parser;

  /** A judge of lines in this flavour. */
  public CronSyntax(CronFlavor flavor) {
    this.flavor = flavor;
    this.parser = flavor.parser();
  }

  /** Returns what is wrong, such as {@code it has 4 fields, not 5}; empty for a sound line. */
  public Optional<String> problem(String cron) {
    if (cron.startsWith("@") && flavor == CronFlavor.UNIX5) {
      return Optional.of("nicknames such as @daily or @every are not taken");
    }
    List<String> fields = List.of(cron.strip().split("[ \t]+"));
    int wanted = flavor.fields().size();
    if (fields.size() != wanted) {
      int number = cron.isBlank() ? 0 : fields.size();
      return Optional.of(
          "it has " + number + (number == 1 ? " field" : " fields") + ", not " + wanted);
    }
    if (flavor == CronFlavor.UNIX5) {
      for (int i = 0; i < wanted; i++) {
        Optional<String> unclear = unclear(fields.get(i), flavor.fields().get(i));
        if (unclear.isPresent()) {
          return unclear;
        }
      }
    }
    Optional<String> judged = judge(String.join(" ", fields));
    return judged.isPresent() || flavor != CronFlavor.UNIX5 ? judged : spelledOut(cron);
  }

  private static Optional<String> unclear(String field, String name) {
    if (!CHARACTERS.matcher(field).matches()) {
      return Optional.of(
          "the field '" + field + "' (" + name + ") has a character that no target reads");
    }
    for (String word : field.split("[^A-Za-z]+")) {
      if (!word.isEmpty() && !CronField.words(name).contains(word.toUpperCase(Locale.ROOT))) {
        return Optional.of("'" + word + "' is no " + name);
      }
    }
    if (name.equals(DAY_OF_WEEK) && SEVEN.matcher(field).matches()) {
      return Optional.of("7 is not Sunday everywhere: write 0 or SUN");
    }
    if (STEP_WITHOUT_RANGE.matcher(field).matches()) {
      return Optional.of(
          "the step in '" + field + "' (" + name + ") has no range: write a-b/n or */n");
    }
    return reversed(field)
        .map(range -> "the range " + range + " (" + name + ") ends before it begins");
  }

  private static Optional<String> reversed(String field) {
    Matcher range = RANGE.matcher(field);
    while (range.find()) {
      if (Integer.parseInt(range.group(1)) > Integer.parseInt(range.group(2))) {
        return Optional.of(range.group());
      }
    }
    return Optional.empty();
  }

  /** Some read {@code 1-31} as any day, others as days that are "or" a day of week. */
  private Optional<String> spelledOut(String cron) {
    List<CronField> fields = CronField.of(cron, flavor);
    CronField month = fields.get(flavor.fields().indexOf(DAY_OF_MONTH));
    CronField week = fields.get(flavor.fields().indexOf(DAY_OF_WEEK));
    for (CronField field : List.of(month, week)) {
      CronField other = field.equals(month) ? week : month;
      if (field.isAny() && !field.text().equals("*") && !other.isAny()) {
        return Optional.of(
            "'" + field.text() + "' (" + field.name() + ") leaves nothing out: write *");
      }
    }
    return Optional.empty();
  }

  private Optional<String> judge(String cron) {
    try {
      Cron parsed = parser.parse(cron).validate();
      boolean fires = ExecutionTime.forCron(parsed).nextExecution(ANY_DAY).isPresent();
      return fires ? Optional.empty() : Optional.of("it never fires");
    } catch (IllegalArgumentException e) {
      // The library nests its reasons; the innermost one names the field.
      Throwable reason = e;
      while (reason.getCause() != null) {
        reason = reason.getCause();
      }
      return Optional.of(firstSentence(String.valueOf(reason.getMessage())));
    }
  }

  private static String firstSentence(String text) {
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    String words = line.replaceFirst("^Value (\\S+) not in", "$1 is not in");
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }
}

package dev.regauge.spec.rule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.PlacedTrigger;
import dev.regauge.spec.graph.SpecGraph;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cron line has the five fields of Unix, in the part of the syntax that every target reads alike.
 *
 * <p>The library judges ranges and names. Before it stand the texts on which cron implementations
 * differ: nicknames, {@code 7} for Sunday, {@code 5/15} without a range, and Quartz's letters.
 */
final class CronIsValid implements Rule {

  private static final Code CODE = new Code("RG-RULE-010");
  private static final int FIELDS = 5;
  private static final List<String> NAMES =
      List.of("minute", "hour", "day of month", "month", "day of week");
  private static final int DAY_OF_WEEK = 4;
  private static final List<List<String>> WORDS =
      List.of(
          List.of(),
          List.of(),
          List.of(),
          List.of(
              "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
          List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,4})-([0-9]{1,4})");
  private static final Pattern CHARACTERS = Pattern.compile("[0-9A-Za-z*,/-]+");
  private static final Pattern STEP_WITHOUT_RANGE = Pattern.compile("(^|,)[0-9A-Za-z]+/.*");
  private static final Pattern SEVEN = Pattern.compile("(^|.*[,-])7($|[,/-].*)");
  private static final ZonedDateTime ANY_DAY =
      ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  /** Large products repeat few lines; the library is slow. */
  private final SortedMap<String, Optional<String>> judged = new TreeMap<>();

  private final CronParser parser =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private final CronParser quartz =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));

  private final SortedMap<String, Optional<String>> judgedQuartz = new TreeMap<>();

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      for (PlacedTrigger trigger : PlacedTrigger.of(job)) {
        boolean isQuartz = trigger.spec().flavor().filter("quartz6"::equals).isPresent();
        SpecPath at = trigger.path().field("cron");
        trigger.spec().cron().ifPresent(cron -> check(graph, cron, isQuartz, at, out));
      }
    }
    graph
        .product()
        .partitions()
        .forEach(
            (name, set) ->
                set.cron()
                    .ifPresent(
                        spec -> {
                          SpecPath at = SpecPath.of("partitions").entry(name).field("cron");
                          check(graph, spec.cron(), false, at.field("cron"), out);
                        }));
  }

  private void check(SpecGraph graph, String cron, boolean isQuartz, SpecPath at, Diagnostics out) {
    Optional<String> found =
        isQuartz
            ? judgedQuartz.computeIfAbsent(cron, this::problemOfQuartz)
            : judged.computeIfAbsent(cron, this::problem);
    found.ifPresent(
        problem ->
            out.add(
                Diagnostic.error(CODE, "'" + cron + "' is no cron line: " + problem)
                    .at(at, graph.locator())
                    .label(problem)
                    .help(
                        isQuartz
                            ? "write second, minute, hour, day of month, month, day of week, one"
                                + " of the days ?, such as '0 0 6 ? * MON-FRI'"
                            : "write minute, hour, day of month, month, day of week, such as"
                                + " '0 6 * * MON-FRI'")));
  }

  private Optional<String> problemOfQuartz(String cron) {
    List<String> fields = List.of(cron.strip().split("[ \t]+"));
    if (fields.size() != FIELDS + 1) {
      int number = cron.isBlank() ? 0 : fields.size();
      return Optional.of("it has " + number + (number == 1 ? " field" : " fields") + ", not 6");
    }
    return judge(quartz, String.join(" ", fields));
  }

  private Optional<String> problem(String cron) {
    if (cron.startsWith("@")) {
      return Optional.of("nicknames such as @daily or @every are not taken");
    }
    List<String> fields = List.of(cron.strip().split("[ \t]+"));
    if (fields.size() != FIELDS) {
      int number = cron.isBlank() ? 0 : fields.size();
      return Optional.of("it has " + number + (number == 1 ? " field" : " fields") + ", not 5");
    }
    for (int i = 0; i < FIELDS; i++) {
      Optional<String> unclear = unclear(fields.get(i), i);
      if (unclear.isPresent()) {
        return unclear;
      }
    }
    return judge(parser, String.join(" ", fields));
  }

  private static Optional<String> unclear(String field, int position) {
    String name = NAMES.get(position);
    if (!CHARACTERS.matcher(field).matches()) {
      return Optional.of(
          "the field '" + field + "' (" + name + ") has a character that no target reads");
    }
    for (String word : field.split("[^A-Za-z]+")) {
      if (!word.isEmpty() && !WORDS.get(position).contains(word.toUpperCase(Locale.ROOT))) {
        return Optional.of("'" + word + "' is no " + name);
      }
    }
    if (position == DAY_OF_WEEK && SEVEN.matcher(field).matches()) {
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

  private static Optional<String> judge(CronParser by, String cron) {
    try {
      Cron parsed = by.parse(cron).validate();
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
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}

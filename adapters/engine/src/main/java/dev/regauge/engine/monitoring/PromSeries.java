package dev.regauge.engine.monitoring;

import dev.regauge.spec.plan.TelemetryMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The series of a metric whose labels have certain values. */
final class PromSeries {

  /** What parts a metric's name into words for the translation of OpenTelemetry's names. */
  private static final Pattern BETWEEN_WORDS = Pattern.compile("_+");

  private final String metric;
  private final List<String> matchers;

  private PromSeries(String metric, List<String> matchers) {
    this.metric = metric;
    this.matchers = List.copyOf(matchers);
  }

  /** Returns all series of a metric. */
  static PromSeries of(TelemetryMetric metric, String prefix) {
    return new PromSeries(prometheusName(metric.name(prefix)), List.of());
  }

  /** Returns those of them in which a label has a value. */
  PromSeries where(String label, String value) {
    return with(label + "=" + quoted(value));
  }

  /** Returns those of them in which a label has one of some values. */
  PromSeries whereOneOf(String label, List<String> values) {
    return with(
        label
            + "=~"
            + quoted(values.stream().map(PromSeries::literal).collect(Collectors.joining("|"))));
  }

  /** Returns the selector as PromQL has it, such as {@code shop_runs_total{product="shop"}}. */
  String text() {
    return metric + "{" + String.join(",", matchers) + "}";
  }

  private PromSeries with(String matcher) {
    List<String> all = new ArrayList<>(matchers);
    all.add(matcher);
    return new PromSeries(metric, all);
  }

  /**
   * Returns the name under which a metric of OpenTelemetry comes to be known. The translation takes
   * the words between underscores, and each {@code total} among them to the end of a counter's
   * name; a prefix such as {@code shop} changes nothing by it, {@code __shop} or {@code total} do.
   */
  private static String prometheusName(String name) {
    List<String> words = new ArrayList<>(List.of(BETWEEN_WORDS.split(name, 0)));
    words.removeIf(String::isEmpty);
    if (words.removeIf("total"::equals)) {
      words.add("total");
    }
    String joined = String.join("_", words);
    return Character.isDigit(joined.charAt(0)) ? "_" + joined : joined;
  }

  /** Returns a text as a string of PromQL. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> quoted.appendCodePoint(point);
              }
            });
    return quoted.append('"').toString();
  }

  /** Returns a regular expression of RE2 that this text alone matches. */
  private static String literal(String text) {
    return text.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0");
  }
}

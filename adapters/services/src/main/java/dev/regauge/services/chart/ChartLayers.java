package dev.regauge.services.chart;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Span;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line between the layers of seed 001: what a platform's chart holds lives long, what a chart
 * of jobs holds runs to its end. Templates are read as they are written, line by line, so that what
 * a condition leaves out today is seen too.
 */
public final class ChartLayers {

  /** An object that belongs to the other layer, or one of which nobody can say. */
  public static final Code CODE = new Code("RG-RULE-476");

  private static final String CHART = "Chart.yaml";
  private static final Pattern LAYER =
      Pattern.compile("^ +[\"']?regauge\\.dev/layer[\"']?: *[\"']?([^\"' #]+)");
  private static final Pattern KIND =
      Pattern.compile("^(?: *(?:- +)*)[\"']?kind[\"']?: *[\"']?(\\{\\{.*|[A-Za-z]+)");
  private static final Map<String, Set<String>> OTHERS =
      Map.of(
          "3", Set.of("Job", "CronJob"),
          "4", Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"));

  private ChartLayers() {}

  /**
   * Adds a finding for each object that belongs elsewhere.
   *
   * @param files the texts of Chart.yaml and of the templates, by their path in the chart
   * @param at the chart's own path, with a slash; what findings say before those
   */
  public static void judge(SortedMap<String, String> files, String at, Diagnostics out) {
    Optional<String> layer = layer(files.getOrDefault(CHART, ""));
    if (layer.isEmpty() || !OTHERS.containsKey(layer.get())) {
      out.add(
          Diagnostic.error(CODE, "the chart does not say its layer")
              .at(new Span(at + CHART, 1, 1, 1))
              .label("no annotation regauge.dev/layer of \"3\" or \"4\"")
              .help("write annotations: {regauge.dev/layer: \"3\"} for services, \"4\" for jobs"));
      return;
    }
    files.forEach(
        (path, text) -> {
          if (!path.equals(CHART)) {
            judge(at + path, text, layer.get(), out);
          }
        });
  }

  private static Optional<String> layer(String chart) {
    return chart
        .lines()
        .map(LAYER::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }

  private static void judge(String file, String text, String layer, Diagnostics out) {
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher found = KIND.matcher(line);
      if (!found.find()) {
        continue;
      }
      String kind = found.group(1);
      Span place = new Span(file, number, found.start(1) + 1, kind.length());
      if (kind.startsWith("{{")) {
        out.add(
            Diagnostic.error(CODE, "nobody can say to which layer this object belongs")
                .at(place)
                .label("only Helm knows its kind")
                .help("write the kind, and a condition around the object"));
      } else if (OTHERS.getOrDefault(layer, Set.of()).contains(kind)) {
        out.add(misplaced(kind, layer).at(place).label(why(layer)).help(instead(kind, layer)));
      }
    }
  }

  private static Diagnostic misplaced(String kind, String layer) {
    String chart = layer.equals("3") ? "the platform's chart" : "a chart of jobs";
    return Diagnostic.error(CODE, kind + " in " + chart);
  }

  private static String why(String layer) {
    return layer.equals("3") ? "runs to its end" : "lives long";
  }

  private static String instead(String kind, String layer) {
    return String.format(
        Locale.ROOT,
        layer.equals("3")
            ? "let a product's chart of jobs have the %s (regauge jobs render), or make it a 'setup'"
                + " of the service"
            : "let the platform's chart have the %s: write a file of kind Service",
        kind);
  }
}

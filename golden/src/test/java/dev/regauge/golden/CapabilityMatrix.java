package dev.regauge.golden;

import static java.util.stream.Collectors.joining;

import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.ledger.Ledger;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * {@code docs/capability-matrix.md}: feature × engine × version × measured figure, from the
 * adapters' support tables and the committed results of the probes.
 */
final class CapabilityMatrix {

  private static final List<String> TARGETS = List.of("dagster", "airflow", "argo");

  private CapabilityMatrix() {}

  /**
   * Returns target → feature → native, emulated or approximated. Where the answer depends on what
   * is used, it is the one to a use without values; where that is a refusal, the best one to a use
   * in the corpus, so that no claim hides behind it.
   */
  static SortedMap<String, SortedMap<Feature, String>> claims(List<Ledger> corpus) {
    SortedMap<String, SortedMap<Feature, String>> claims = typicalClaims();
    SortedMap<String, SortedMap<Feature, Ledger.Status>> best = new TreeMap<>();
    for (Ledger ledger : corpus) {
      for (Ledger.Use use : ledger.uses()) {
        best.computeIfAbsent(use.maker().adapter(), _ -> new TreeMap<>())
            .merge(
                Feature.valueOf(use.feature().toUpperCase(Locale.ROOT)),
                use.outcome().status(),
                (one, other) -> one.compareTo(other) <= 0 ? one : other);
      }
    }
    best.forEach(
        (target, answers) ->
            answers.forEach(
                (feature, status) -> {
                  if (status != Ledger.Status.REFUSED) {
                    claims.get(target).putIfAbsent(feature, status.name().toLowerCase(Locale.ROOT));
                  }
                }));
    return claims;
  }

  private static SortedMap<String, SortedMap<Feature, String>> typicalClaims() {
    SortedMap<String, SortedMap<Feature, String>> claims = new TreeMap<>();
    AdapterRegistry.installed()
        .all()
        .forEach(
            (id, adapter) -> {
              SortedMap<Feature, String> answers = new TreeMap<>();
              for (Feature feature : Feature.values()) {
                String answer = answer(adapter, feature);
                if (!answer.isEmpty()) {
                  answers.put(feature, answer);
                }
              }
              claims.put(id, answers);
            });
    return claims;
  }

  private static String answer(OrchestratorAdapter<?> adapter, Feature feature) {
    FeatureUse use =
        new FeatureUse(feature, "probe", SpecPath.of("assets"), typicalValues(feature), true);
    return switch (adapter.support(use)) {
      case Support.Native() -> "native";
      case Support.Emulated(String how) -> "emulated";
      case Support.Approximated(String difference) -> "approximated";
      case Support.Unsupported(String why, String instead) -> "";
    };
  }

  /** What a feature's place says at least, where an answer depends on it. */
  private static SortedMap<String, Value> typicalValues(Feature feature) {
    String[] said =
        switch (feature) {
          case HOURLY_PARTITIONS -> new String[] {"2025-01-01-00:00", "%Y-%m-%d-%H:%M"};
          case CRON_PARTITIONS -> new String[] {"2025-01-06-00:00", "%Y-%m-%d-%H:%M"};
          case DAILY_PARTITIONS, WEEKLY_PARTITIONS -> new String[] {"2025-01-06", "%Y-%m-%d"};
          case MONTHLY_PARTITIONS -> new String[] {"2025-01-01", "%Y-%m"};
          default -> new String[0];
        };
    SortedMap<String, Value> values = new TreeMap<>();
    if (feature == Feature.EXTERNAL) {
      values.put("hasTable", new Value.Bool(true));
    }
    if (said.length > 0) {
      values.put("start", new Value.Text(said[0]));
      values.put("format", new Value.Text(said[1]));
      values.put("timezone", new Value.Text("UTC"));
      values.put("weekStart", new Value.Text("monday"));
      values.put("cron", new Value.Text("0 0 * * *"));
    }
    return values;
  }

  /** Returns a line for each claim that neither a probe nor a reason covers. */
  static List<String> unproven(
      Probes probes, SortedMap<String, SortedMap<Feature, String>> claims) {
    List<String> lines = new ArrayList<>();
    claims.forEach(
        (target, answers) ->
            answers.forEach(
                (feature, answer) -> {
                  if (probes.of(feature, target).isEmpty()
                      && probes.reasons(feature, target).isEmpty()) {
                    lines.add(
                        target
                            + ": "
                            + feature.id()
                            + " is claimed "
                            + answer
                            + ", but no probe and no reason covers it");
                  }
                }));
    return lines;
  }

  /**
   * Returns a line for each result that is of another version than its engine's.
   *
   * @param pinned engine → the version that its probes run on
   */
  static List<String> stale(Probes probes, SortedMap<String, String> pinned) {
    List<String> lines = new ArrayList<>();
    probes
        .results()
        .forEach(
            (engine, result) ->
                result
                    .get("probes")
                    .properties()
                    .forEach(
                        entry -> {
                          String of =
                              entry.getValue().path("version").asString(version(probes, engine));
                          if (!of.equals(pinned.get(engine))) {
                            lines.add(
                                engine
                                    + ": "
                                    + entry.getKey()
                                    + " is of "
                                    + of
                                    + ", not "
                                    + pinned.get(engine));
                          }
                        }));
    return lines;
  }

  /** Returns the whole page. */
  static String print(Probes probes, SortedMap<String, SortedMap<Feature, String>> claims) {
    StringBuilder page = new StringBuilder();
    page.append("# What each engine does, and how that was seen\n\n")
        .append("Made by `./golden/probes/matrix`; a test compares it with the adapters' answers")
        .append(" and the committed results.\n")
        .append("A probe saw the effect on the engine, and did not see it with the leaf taken out")
        .append(" (`golden/probes`);\n\"not run\" = no result of it is committed.\n\n")
        .append("| feature | ")
        .append(TARGETS.stream().map(t -> t + " " + version(probes, t)).collect(joining(" | ")))
        .append(" |\n|---|---|---|---|\n");
    List<String> later = new ArrayList<>();
    for (Feature feature : Feature.values()) {
      if (TARGETS.stream().noneMatch(target -> claims.get(target).containsKey(feature))) {
        later.add(feature.id());
        continue;
      }
      page.append("| `").append(feature.id()).append("` | ");
      page.append(
          TARGETS.stream()
              .map(target -> cell(probes, claims, target, feature))
              .collect(joining(" | ")));
      page.append(" |\n");
    }
    page.append("\nRefused on all three: ").append(String.join(", ", later)).append(".\n");
    page.append("\n## Measured\n\n| probe | shows | engine | figures |\n|---|---|---|---|\n");
    probes.probes().values().forEach(probe -> page.append(rows(probes, probe)));
    page.append("\n## Claims without a probe\n\n| features | on | because |\n|---|---|---|\n");
    for (Probes.Unprobed entry : probes.unprobed()) {
      page.append("| ")
          .append(entry.features().stream().map(Feature::id).collect(joining(", ")))
          .append(" | ")
          .append(String.join(", ", entry.targets()))
          .append(" | ")
          .append(entry.because())
          .append(" |\n");
    }
    return page.toString();
  }

  private static String cell(
      Probes probes,
      SortedMap<String, SortedMap<Feature, String>> claims,
      String target,
      Feature feature) {
    String answer = claims.get(target).get(feature);
    if (answer == null) {
      return "refused";
    }
    String shown =
        probes.of(feature, target).stream()
            .map(probe -> isRun(probes, probe, target) ? probe.name() : probe.name() + " (not run)")
            .collect(joining(", "));
    return shown.isEmpty() ? answer + ", not probed" : answer + ": " + shown;
  }

  private static boolean isRun(Probes probes, Probes.Probe probe, String engine) {
    JsonNode result = probes.results().get(engine);
    return result != null && result.get("probes").has(probe.name());
  }

  private static String rows(Probes probes, Probes.Probe probe) {
    StringBuilder rows = new StringBuilder();
    for (String engine : probe.engines()) {
      JsonNode result = probes.results().get(engine);
      JsonNode shown = result == null ? null : result.get("probes").get(probe.name());
      List<String> figures = new ArrayList<>();
      if (shown == null) {
        figures.add("no committed run");
      } else {
        shown
            .get("figures")
            .properties()
            .forEach(one -> figures.add(one.getKey() + ": " + one.getValue().asString()));
      }
      rows.append("| ")
          .append(probe.name())
          .append(" | ")
          .append(probe.covers().stream().map(Feature::id).collect(joining(", ")))
          .append(" | ")
          .append(engine)
          .append(' ')
          .append(version(probes, engine))
          .append(" | ")
          .append(String.join("; ", figures).replace("|", "\\|"))
          .append(" |\n");
    }
    return rows.toString();
  }

  private static String version(Probes probes, String engine) {
    JsonNode result = probes.results().get(engine);
    return result == null ? "" : result.get("version").asString();
  }
}

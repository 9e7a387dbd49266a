package dev.regauge.golden;

import static java.util.stream.Collectors.joining;

import dev.regauge.engine.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The scenarios of {@code golden/scenarios.yaml} and, for each engine, what is refused of the
 * probes that they are made of and what was seen of the rest.
 *
 * @param parts scenario → its probes, in the file's order
 * @param notLocal probe → why the local runner does not run it
 * @param results engine → the committed results of its probes
 * @param refused engine → probe → the features of it that the engine's adapter refuses
 */
record Scenarios(
    Map<String, List<String>> parts,
    SortedMap<String, String> notLocal,
    SortedMap<String, JsonNode> results,
    SortedMap<String, SortedMap<String, SortedSet<String>>> refused) {

  static final List<String> ENGINES = List.of("local", "dagster", "airflow", "argo", "prefect");

  /** The adapter outside of the build: its answers stand with its results. */
  static final String OUTSIDE = "prefect";

  /**
   * Reads the file, the results, and what the adapters of the build answer to each probe.
   *
   * @param folder where copies of the probes are made
   */
  static Scenarios read(Path folder) throws IOException {
    Map<?, ?> said =
        (Map<?, ?>)
            new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(Path.of("scenarios.yaml")));
    Map<String, List<String>> parts = new LinkedHashMap<>();
    ((Map<?, ?>) said.get("scenarios"))
        .forEach(
            (name, probes) ->
                parts.put(
                    String.valueOf(name),
                    ((List<?>) probes).stream().map(String::valueOf).toList()));
    SortedMap<String, String> notLocal = new TreeMap<>();
    ((Map<?, ?>) said.get("notLocal"))
        .forEach((probe, why) -> notLocal.put(String.valueOf(probe), String.valueOf(why)));
    SortedMap<String, JsonNode> results = new TreeMap<>(Probes.read().results());
    JsonNode outside =
        JsonMapper.shared()
            .readTree(Files.readString(Probes.FOLDER.resolve("results/" + OUTSIDE + ".json")));
    results.put(OUTSIDE, outside);
    SortedMap<String, SortedMap<String, SortedSet<String>>> refused = new TreeMap<>();
    for (List<String> probes : parts.values()) {
      for (String probe : probes) {
        answers(probe, folder, refused);
      }
    }
    SortedMap<String, SortedSet<String>> ofOutside = new TreeMap<>();
    outside
        .get("refused")
        .properties()
        .forEach(
            one ->
                ofOutside.put(
                    one.getKey(),
                    new TreeSet<>(one.getValue().valueStream().map(JsonNode::asString).toList())));
    refused.put(OUTSIDE, ofOutside);
    return new Scenarios(parts, notLocal, results, refused);
  }

  private static void answers(
      String probe, Path folder, SortedMap<String, SortedMap<String, SortedSet<String>>> refused)
      throws IOException {
    Path product = Corpus.copyOf(Probes.FOLDER.resolve(probe), folder);
    Ledger ledger = Corpus.ledger(product).orElseThrow();
    for (Ledger.Use use : ledger.uses()) {
      if (use.outcome().status() == Ledger.Status.REFUSED) {
        refused
            .computeIfAbsent(use.maker().adapter(), _ -> new TreeMap<>())
            .computeIfAbsent(probe, _ -> new TreeSet<>())
            .add(use.feature());
      }
    }
  }

  /** Returns a line for each probe that an engine does not refuse and did not run. */
  List<String> unseen() {
    List<String> lines = new ArrayList<>();
    for (String engine : ENGINES) {
      parts.forEach(
          (scenario, probes) -> {
            for (String probe : probes) {
              if (!isShown(engine, probe) && why(engine, probe).isEmpty()) {
                lines.add(
                    "%s: %s (%s) is refused by nothing, and no run of it is committed"
                        .formatted(engine, scenario, probe));
              }
            }
          });
    }
    return lines;
  }

  /** Whether the engine did in a committed run what the probe asks for. */
  boolean isShown(String engine, String probe) {
    JsonNode result = results.get(engine);
    return result != null && result.get("probes").path(probe).path("holds").asBoolean(false);
  }

  private String why(String engine, String probe) {
    if (engine.equals("local")) {
      return notLocal.containsKey(probe) ? "not run" : "";
    }
    SortedSet<String> features =
        refused.getOrDefault(engine, new TreeMap<>()).getOrDefault(probe, new TreeSet<>());
    return features.isEmpty()
        ? ""
        : "refused: " + features.stream().map(one -> "`" + one + "`").collect(joining(", "));
  }

  /** Returns the page docs/scenarios.md as it is to be. */
  String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Twenty scenarios on five runners

            Made of `golden/scenarios.yaml`, the answers of the adapters and the committed results of the probes by `ScenariosTest`: do not edit. The test fails where an adapter refuses nothing of a
            scenario and no run of it is committed. A cell names the probes (`golden/probes/<name>`) that were seen on the engine, each with a counter-probe; their states, attempts, order,
            checks and rows were those of the local runner where it runs the probe (`golden/engines/tests/test_probes_scenarios.py`). What is refused is refused at its place, with what to write instead, before anything is generated.

            """);
    page.append("| Scenario |");
    ENGINES.forEach(
        engine ->
            page.append(
                " %s %s |".formatted(engine, results.get(engine).get("version").asString())));
    page.append("\n|---|").append("---|".repeat(ENGINES.size())).append('\n');
    parts.forEach(
        (scenario, probes) -> {
          page.append("| ").append(scenario).append(" |");
          ENGINES.forEach(engine -> page.append(' ').append(cell(engine, probes)).append(" |"));
          page.append('\n');
        });
    page.append("\nThe local runner does not run:\n\n");
    notLocal.forEach((probe, why) -> page.append("- `%s`: %s.\n".formatted(probe, why)));
    page.append("\n| Runner | Shown by |\n|---|---|\n");
    ENGINES.forEach(
        engine ->
            page.append(
                "| %s | `PROBES=scenarios ./run pytest tests/test_probes_%s.py` in `golden/engines` |\n"
                    .formatted(engine, engine)));
    return page.toString();
  }

  private String cell(String engine, List<String> probes) {
    return probes.stream()
        .map(probe -> isShown(engine, probe) ? "`" + probe + "`" : why(engine, probe))
        .collect(joining("; "));
  }
}

package dev.regauge.golden;

import dev.regauge.spec.feature.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The probes of {@code golden/probes}, the claims that have none, and what the engines showed last.
 *
 * @param probes by name
 * @param unprobed the entries of {@code unprobed.yaml}
 * @param results what {@code golden/probes/results} holds, by engine
 */
record Probes(
    SortedMap<String, Probe> probes, List<Unprobed> unprobed, SortedMap<String, JsonNode> results) {

  static final Path FOLDER = Path.of("probes");

  /**
   * One probe: the features whose effect it shows, and on which engines.
   *
   * @param without what its counter-probe lacks, by path
   */
  record Probe(
      String name, List<Feature> covers, List<String> engines, SortedSet<String> without) {}

  /** Claims without a probe, and why that is so. */
  record Unprobed(List<Feature> features, List<String> targets, String because) {
    boolean has(Feature feature, String target) {
      return features.contains(feature) && targets.contains(target);
    }
  }

  Probes {
    probes = Collections.unmodifiableSortedMap(new TreeMap<>(probes));
    unprobed = List.copyOf(unprobed);
    results = Collections.unmodifiableSortedMap(new TreeMap<>(results));
  }

  static Probes read() throws IOException {
    SortedMap<String, Probe> probes = new TreeMap<>();
    for (String name : folders()) {
      Map<?, ?> said = (Map<?, ?>) yaml(FOLDER.resolve(name).resolve("probe.yaml"));
      List<String> engines =
          said.containsKey("engines")
              ? texts(said.get("engines"))
              : List.of("local", "dagster", "airflow", "argo");
      SortedSet<String> without = new TreeSet<>();
      if (said.get("without") instanceof Map<?, ?> paths) {
        paths.keySet().forEach(path -> without.add(String.valueOf(path)));
      }
      probes.put(name, new Probe(name, features(said.get("covers")), engines, without));
    }
    List<Unprobed> unprobed = new ArrayList<>();
    for (Object entry : (List<?>) yaml(FOLDER.resolve("unprobed.yaml"))) {
      Map<?, ?> said = (Map<?, ?>) entry;
      unprobed.add(
          new Unprobed(
              features(said.get("features")),
              texts(said.get("targets")),
              String.valueOf(said.get("because"))));
    }
    SortedMap<String, JsonNode> results = new TreeMap<>();
    for (String engine : List.of("local", "dagster", "airflow", "argo")) {
      Path file = FOLDER.resolve("results").resolve(engine + ".json");
      if (Files.exists(file)) {
        results.put(engine, JsonMapper.shared().readTree(Files.readString(file)));
      }
    }
    return new Probes(probes, unprobed, results);
  }

  /** Returns the folders that hold a probe. */
  static SortedSet<String> folders() throws IOException {
    try (Stream<Path> found = Files.list(FOLDER)) {
      return new TreeSet<>(
          found
              .filter(folder -> Files.exists(folder.resolve("probe.yaml")))
              .map(folder -> folder.getFileName().toString())
              .toList());
    }
  }

  /** Returns the probes of a feature on a target. */
  List<Probe> of(Feature feature, String target) {
    return probes.values().stream()
        .filter(probe -> probe.covers().contains(feature) && probe.engines().contains(target))
        .toList();
  }

  /** Returns why a claim has no probe; empty when nobody says. */
  List<String> reasons(Feature feature, String target) {
    return unprobed.stream()
        .filter(entry -> entry.has(feature, target))
        .map(Unprobed::because)
        .toList();
  }

  private static Object yaml(Path file) throws IOException {
    return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }

  private static List<Feature> features(Object names) {
    return texts(names).stream()
        .map(name -> Feature.valueOf(name.toUpperCase(Locale.ROOT)))
        .toList();
  }

  private static List<String> texts(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }
}

package dev.regauge.golden;

import static dev.regauge.spec.feature.Feature.MULTI_PARTITIONS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.engine.ledger.Ledger;
import dev.regauge.spec.feature.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What an adapter claims of a feature was seen on its engine: by a probe, or there is a reason why
 * it has none. The engines themselves are run by {@link EnginesTest}.
 */
class ProbesTest {

  private static final Path MATRIX = Path.of("../docs/capability-matrix.md");

  /** Where it is pinned what the probes of an engine run on: a file, and the version in it. */
  private static final Map<String, Map.Entry<Path, Pattern>> PINS =
      Map.of(
          "local",
          pin("../templates/runtime-python/pyproject.toml", "^version = \"(.+)\"$"),
          "dagster",
          pin(
              "../adapters/dagster/src/main/resources/templates/dagster/locks/1.13/dagster.in",
              "^dagster==(.+)$"),
          "airflow",
          pin(
              "../adapters/airflow/src/main/resources/templates/airflow/locks/3.3/airflow.in",
              "^apache-airflow==(.+)$"),
          "argo",
          pin(
              "engines/src/regauge_engines/argo/go/go.mod",
              "^\\s+github.com/argoproj/argo-workflows/v3 v(\\S+)$"));

  private static List<Ledger> corpus = List.of();

  @BeforeAll
  static void readTheCorpus(@TempDir Path folder) throws IOException {
    corpus = Corpus.ledgers(folder);
  }

  private static Map.Entry<Path, Pattern> pin(String file, String line) {
    return Map.entry(Path.of(file), Pattern.compile(line, Pattern.MULTILINE));
  }

  @Test
  void everyClaimHasAProbeOrAReason() throws IOException {
    assertEquals(
        List.of(), CapabilityMatrix.unproven(Probes.read(), CapabilityMatrix.claims(corpus)));
  }

  @Test
  void aClaimThatNobodyProbedIsSeen() throws IOException {
    SortedMap<String, SortedMap<Feature, String>> claims = CapabilityMatrix.claims(corpus);
    claims.get("argo").put(Feature.FILE_LOCAL_STORE, "native");
    assertEquals(
        List.of("argo: file_local_store is claimed native, but no probe and no reason covers it"),
        CapabilityMatrix.unproven(Probes.read(), claims));
  }

  /** What is refused to a use without values, and not to one that is written somewhere. */
  @Test
  void aClaimBehindARefusalIsSeen() {
    assertEquals("emulated", CapabilityMatrix.claims(corpus).get("airflow").get(MULTI_PARTITIONS));
  }

  @Test
  void noReasonIsLeftOver() throws IOException {
    Probes probes = Probes.read();
    SortedMap<String, SortedMap<Feature, String>> claims = CapabilityMatrix.claims(corpus);
    List<String> leftOver = new ArrayList<>();
    for (Probes.Unprobed entry : probes.unprobed()) {
      assertTrue(entry.because().length() > 20, entry::toString);
      for (String target : entry.targets()) {
        for (Feature feature : entry.features()) {
          boolean isClaimed = claims.get(target).containsKey(feature);
          if (!isClaimed || !probes.of(feature, target).isEmpty()) {
            leftOver.add(target + ": " + feature.id());
          }
        }
      }
    }
    assertEquals(List.of(), leftOver, "entries of unprobed.yaml that are probed or not claimed");
  }

  @Test
  void aProbeIsWhole() throws IOException {
    for (Probes.Probe probe : Probes.read().probes().values()) {
      for (String file : List.of("product.yaml", "probe.py")) {
        assertTrue(Files.exists(Probes.FOLDER.resolve(probe.name()).resolve(file)), probe.name());
      }
      assertFalse(probe.covers().isEmpty(), probe.name());
      assertFalse(probe.without().isEmpty(), probe.name() + " has no counter-probe");
    }
  }

  /** A probe may be newer than the last committed run; the page says so then. */
  @Test
  void theCommittedResultsHoldAndAreOfTheProbesThatThereAre() throws IOException {
    Probes probes = Probes.read();
    List<String> wrong = new ArrayList<>();
    probes
        .results()
        .forEach(
            (engine, result) ->
                result
                    .get("probes")
                    .properties()
                    .forEach(
                        entry -> {
                          Probes.Probe probe = probes.probes().get(entry.getKey());
                          if (probe == null || !probe.engines().contains(engine)) {
                            wrong.add(
                                engine + ": a result of " + entry.getKey() + ", which is gone");
                          }
                          if (probe != null && !probe.covers().equals(covered(entry.getValue()))) {
                            wrong.add(engine + ": " + entry.getKey() + " covers something else");
                          }
                          if (!entry.getValue().get("holds").asBoolean()) {
                            wrong.add(engine + ": " + entry.getKey() + " did not hold");
                          }
                        }));
    assertEquals(List.of(), wrong, "run ./golden/probes/matrix, and read what changes");
  }

  /** A claim that no engine has shown since its probe was written is no claim. */
  @Test
  void everyProbeWasSeenOnItsEngines() throws IOException {
    Probes probes = Probes.read();
    List<String> missing = new ArrayList<>();
    for (Probes.Probe probe : probes.probes().values()) {
      for (String engine : probe.engines()) {
        JsonNode result = probes.results().get(engine);
        if (result == null || !result.get("probes").has(probe.name())) {
          missing.add(engine + ": " + probe.name());
        }
      }
    }
    assertEquals(List.of(), missing, "run PROBES=... ./golden/probes/matrix ENGINE");
  }

  /** What an older engine has shown is not known of this one; a result may say its own version. */
  @Test
  void theCommittedResultsAreOfTheEnginesThatArePinned() throws IOException {
    assertEquals(List.of(), CapabilityMatrix.stale(Probes.read(), pinned()));
  }

  @Test
  void aResultOfAnotherEngineIsSeen() throws IOException {
    SortedMap<String, String> others = pinned();
    others.put("argo", "3.7.99");
    List<String> stale = CapabilityMatrix.stale(Probes.read(), others);
    assertEquals(Probes.read().results().get("argo").get("probes").size(), stale.size());
    assertTrue(
        stale.stream().allMatch(line -> line.startsWith("argo: ") && line.endsWith("not 3.7.99")),
        stale::toString);
  }

  private static SortedMap<String, String> pinned() throws IOException {
    SortedMap<String, String> pinned = new TreeMap<>();
    for (Map.Entry<String, Map.Entry<Path, Pattern>> pin : PINS.entrySet()) {
      Path file = pin.getValue().getKey();
      Matcher line = pin.getValue().getValue().matcher(Files.readString(file));
      assertTrue(line.find(), () -> "no version in " + file);
      pinned.put(pin.getKey(), line.group(1));
    }
    return pinned;
  }

  private static List<Feature> covered(JsonNode result) {
    return result
        .get("covers")
        .valueStream()
        .map(name -> Feature.valueOf(name.asString().toUpperCase(Locale.ROOT)))
        .toList();
  }

  @Test
  void theMatrixSaysWhatTheAdaptersAndTheEnginesSay() throws IOException {
    String text = CapabilityMatrix.print(Probes.read(), CapabilityMatrix.claims(corpus));
    if (Boolean.getBoolean("matrix.write")) {
      Files.writeString(MATRIX, text);
    }
    assertEquals(text, Files.readString(MATRIX), "run ./golden/probes/matrix --print");
  }
}

package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.feature.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What an adapter claims of a feature was seen on its engine: by a probe, or there is a reason why
 * it has none. The engines themselves are run by {@link EnginesTest}.
 */
class ProbesTest {

  private static final Path MATRIX = Path.of("../docs/capability-matrix.md");

  @Test
  void everyClaimHasAProbeOrAReason() throws IOException {
    assertEquals(List.of(), CapabilityMatrix.unproven(Probes.read(), CapabilityMatrix.claims()));
  }

  @Test
  void aClaimThatNobodyProbedIsSeen() throws IOException {
    SortedMap<String, SortedMap<Feature, String>> claims = CapabilityMatrix.claims();
    claims.get("argo").put(Feature.FILE_LOCAL_STORE, "native");
    assertEquals(
        List.of("argo: file_local_store is claimed native, but no probe and no reason covers it"),
        CapabilityMatrix.unproven(Probes.read(), claims));
  }

  @Test
  void noReasonIsLeftOver() throws IOException {
    Probes probes = Probes.read();
    SortedMap<String, SortedMap<Feature, String>> claims = CapabilityMatrix.claims();
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

  @Test
  void theMatrixSaysWhatTheAdaptersAndTheEnginesSay() throws IOException {
    String text = CapabilityMatrix.print(Probes.read(), CapabilityMatrix.claims());
    if (Boolean.getBoolean("matrix.write")) {
      Files.writeString(MATRIX, text);
    }
    assertEquals(text, Files.readString(MATRIX), "run ./golden/probes/matrix --print");
  }
}

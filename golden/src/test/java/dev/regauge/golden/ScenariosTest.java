package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every runner was seen to do the twenty scenarios wherever its adapter does not refuse one. The
 * runs themselves are those of {@code golden/engines/tests/test_probes_*.py}.
 */
class ScenariosTest {
  private static final Path PAGE = Path.of("../docs/scenarios.md");
  private static final Path LOCK =
      Path.of("../examples/adapter-prefect/src/main/resources/templates/prefect/locks/prefect.txt");

  private static Scenarios scenarios;

  @BeforeAll
  static void read(@TempDir Path folder) throws IOException {
    scenarios = Scenarios.read(folder);
  }

  @Test
  void thereAreTwenty() {
    assertEquals(20, scenarios.parts().size());
  }

  @Test
  void whatIsNotRefusedWasSeen() {
    assertEquals(List.of(), scenarios.unseen());
  }

  @Test
  void noReasonIsLeftOver() {
    scenarios
        .notLocal()
        .keySet()
        .forEach(
            probe -> {
              assertTrue(scenarios.parts().values().stream().anyMatch(one -> one.contains(probe)));
              assertFalse(scenarios.isShown("local", probe), probe + " is run here");
            });
  }

  /** A kit's class that stops before level 3 names what asks the engine: that is to be there. */
  @Test
  void whatAsksTheEnginesIsThere() throws IOException {
    Pattern named = Pattern.compile("Optional[.]of[(]\"(golden/[^\"]+)\"[)]");
    List<String> found = new ArrayList<>();
    for (String folder : List.of("../adapters", "../examples")) {
      try (Stream<Path> all = Files.walk(Path.of(folder))) {
        for (Path file :
            all.filter(one -> one.toString().endsWith("ConformanceTest.java")).toList()) {
          Matcher place = named.matcher(Files.readString(file));
          while (place.find()) {
            assertTrue(Files.exists(Path.of("..", place.group(1))), () -> file + ": " + place);
            found.add(place.group(1));
          }
        }
      }
    }
    assertTrue(found.size() >= 4, found::toString);
  }

  @Test
  void aScenarioWithoutARunIsTold() throws IOException {
    ObjectNode less = (ObjectNode) scenarios.results().get("prefect").deepCopy();
    ((ObjectNode) less.get("probes")).remove("pool");
    var results = new TreeMap<>(scenarios.results());
    results.put("prefect", less);
    assertEquals(
        List.of(
            "prefect: pool contention (pool) is refused by nothing, and no run of it is committed"),
        new Scenarios(scenarios.parts(), scenarios.notLocal(), results, scenarios.refused())
            .unseen());
  }

  /** What the adapter outside says today is asked by its own suite, test_prefect_engine.py. */
  @Test
  void theResultsOfTheOutsiderAreOfTheProbesThatThereAreAndOfItsEngine() throws IOException {
    JsonNode result = scenarios.results().get(Scenarios.OUTSIDE);
    Matcher pinned =
        Pattern.compile("^prefect==(\\S+)", Pattern.MULTILINE).matcher(Files.readString(LOCK));
    assertTrue(pinned.find(), () -> "no version in " + LOCK);
    List<String> wrong = new ArrayList<>();
    Probes known = Probes.read();
    result
        .get("probes")
        .properties()
        .forEach(
            one -> {
              String version = one.getValue().get("version").asString();
              if (!version.equals(pinned.group(1))) {
                wrong.add(one.getKey() + " is of " + version);
              }
              if (!known.probes().get(one.getKey()).covers().stream()
                  .map(feature -> feature.id())
                  .toList()
                  .equals(
                      one.getValue()
                          .get("covers")
                          .valueStream()
                          .map(JsonNode::asString)
                          .toList())) {
                wrong.add(one.getKey() + " covers something else");
              }
            });
    assertEquals(List.of(), wrong);
    SortedSet<String> told = new TreeSet<>(result.get("probes").propertyNames());
    told.addAll(result.get("refused").propertyNames());
    SortedSet<String> asked = new TreeSet<>();
    scenarios.parts().values().forEach(asked::addAll);
    assertEquals(asked, told);
  }

  @Test
  void thePageIsThatOfTheResults() throws IOException {
    String page = scenarios.page();
    if (Boolean.getBoolean("matrix.write")) {
      Files.writeString(PAGE, page);
    }
    assertEquals(Files.readString(PAGE), page, "run ./golden/probes/matrix --print");
  }
}

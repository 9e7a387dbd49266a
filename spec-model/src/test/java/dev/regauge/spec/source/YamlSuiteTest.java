package dev.regauge.spec.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.verdict.NodePackages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The YAML test suite: what is no YAML is refused as such wherever snakeyaml-engine refuses it, and
 * nothing of it ends in an exception.
 */
class YamlSuiteTest {

  /** No YAML, and snakeyaml-engine 3.2 reads it all the same. */
  private static final Set<String> READ_BY_THE_ENGINE =
      Set.of("9C9N", "9JBA", "CVW2", "DK95-01", "QB6E", "SU5Z", "Y79Y-03");

  /** YAML that snakeyaml-engine 3.2 does not read. */
  private static final Set<String> REFUSED_BY_THE_ENGINE =
      Set.of(
          "2JQS", "4MUZ-00", "4MUZ-01", "4MUZ-02", "58MP", "5MUD", "5T43", "6CA3", "6M2F", "7Z25",
          "9SA2", "CFD4", "DBG4", "DK3J", "FP8R", "FRK4", "HM87-00", "HS5T", "HWV9", "K3WX",
          "M2N8-00", "M7A3", "NB6Z", "NHX8", "NJ66", "NKF9", "Q5MG", "QT73", "S3PD", "SM9W-01",
          "UKK6-00", "UT92", "UV7Q", "VJP3-01", "W4TN", "W5VH", "WZ62");

  /** What our reader says of a text that is no YAML, or is more of YAML than a spec may be. */
  private static final Set<String> OF_THE_TEXT =
      Set.of("002", "003", "004", "005", "006", "007", "008", "009", "011", "012");

  private static List<Case> suite = List.of();

  /** A text, and whether it is no YAML. */
  private record Case(String id, String yaml, boolean isWrong) {}

  @BeforeAll
  static void read() throws IOException, InterruptedException {
    List<Case> all = new ArrayList<>();
    for (JsonNode one : new JsonMapper().readTree(NodePackages.run("yaml-suite.mjs", ""))) {
      all.add(
          new Case(
              one.get("id").asString(), one.get("yaml").asString(), one.get("fail").asBoolean()));
    }
    suite = List.copyOf(all);
  }

  @Test
  void theSuiteIsWhole() {
    assertEquals(402, suite.size());
    assertEquals(94, suite.stream().filter(Case::isWrong).count());
  }

  @Test
  void whatTheEngineDoesNotTellIsKnown() {
    Set<String> read = new TreeSet<>();
    Set<String> refused = new TreeSet<>();
    for (Case one : suite) {
      if (one.isWrong() != isRefusedByTheEngine(one.yaml())) {
        (one.isWrong() ? read : refused).add(one.id());
      }
    }
    assertEquals(new TreeSet<>(READ_BY_THE_ENGINE), read);
    assertEquals(new TreeSet<>(REFUSED_BY_THE_ENGINE), refused);
  }

  @Test
  void whatIsNoYamlIsRefused() {
    List<String> taken = new ArrayList<>();
    for (Case one : suite) {
      if (one.isWrong() && !READ_BY_THE_ENGINE.contains(one.id()) && !isRefused(one.yaml())) {
        taken.add(one.id() + " " + Reading.of(one.yaml()).places());
      }
    }
    assertEquals(List.of(), taken);
  }

  /**
   * A case is no product, so there is always a finding, and each has its place, its words and its
   * help.
   */
  @Test
  void everyCaseEndsInFindings() {
    for (Case one : suite) {
      for (String yaml : List.of(one.yaml(), Reading.HEAD + "x:\n" + one.yaml().indent(2))) {
        Reading reading = Reading.of(yaml);
        assertTrue(!reading.findings().isEmpty() && reading.text().contains("RG-READ-"), one.id());
        assertTrue(
            reading.findings().stream().noneMatch(found -> found.help().isEmpty()),
            () -> one.id() + "\n" + reading.text());
      }
    }
  }

  private static boolean isRefused(String yaml) {
    return Reading.of(yaml).places().stream()
        .anyMatch(place -> OF_THE_TEXT.contains(place.substring(0, 3)));
  }

  private static boolean isRefusedByTheEngine(String yaml) {
    try {
      new Parse(LoadSettings.builder().build()).parseString(yaml).forEach(event -> {});
      return false;
    } catch (YamlEngineException e) {
      return true;
    }
  }
}

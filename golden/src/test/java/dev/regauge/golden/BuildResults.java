package dev.regauge.golden;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the tests of a build came to, from the reports that Surefire and pytest leave: how many of
 * each test ran, and whether all of them passed. A probe's result is the one that is kept beside
 * it, since most probes run by hand.
 */
final class BuildResults {

  /** Surefire's reports lie in each module's {@code target}, those of pytest in ours. */
  private static final List<String> REPORTS = List.of("target/surefire-reports", "target/engines");

  private static final Path ROOT = Path.of("..");

  /** Where test files of Python are, and what a report calls the folder. */
  private static final List<Path> SUITES =
      List.of(Path.of("engines/tests"), ROOT.resolve("templates/runtime-python/tests"));

  private static final List<String> ENGINES = List.of("local", "dagster", "airflow", "argo");

  private final SortedMap<String, Count> counts = new TreeMap<>();

  /** How many ran, and how many of them did not pass. */
  private record Count(int ran, int failed) {
    Count and(boolean passed) {
      return new Count(ran + 1, failed + (passed ? 0 : 1));
    }
  }

  /** What showed a row, in words, and whether it did. */
  record Result(String text, boolean shows) {}

  private BuildResults() {}

  /** Reads the reports of all modules that are there. */
  static BuildResults read() throws IOException {
    BuildResults results = new BuildResults();
    try (Stream<Path> poms = Files.find(ROOT, 3, (path, _) -> path.endsWith("pom.xml"))) {
      for (Path module : (Iterable<Path>) poms.map(Path::getParent).sorted()::iterator) {
        for (String folder : REPORTS) {
          results.read(module.resolve(folder));
        }
      }
    }
    return results;
  }

  /** Returns the file of a test of Python or of a probe, if it is there. */
  static Optional<Path> fileOf(String shown) {
    Stream<Path> places =
        shown.startsWith("probes/")
            ? Stream.of(Path.of(shown))
            : SUITES.stream().map(folder -> folder.resolve(shown));
    return places.filter(Files::exists).findFirst();
  }

  /** Returns what one entry of a row came to. */
  Result of(String shown) throws IOException {
    if (shown.startsWith("probes/")) {
      return probe(shown.substring("probes/".length()));
    }
    Count count = counts.getOrDefault(key(shown), new Count(0, 0));
    boolean isFolder = shown.contains("/") && !shown.endsWith(".py");
    String ran = isFolder ? "" : " " + count.ran() + " ran";
    String what = shown + (count.ran() == 0 ? " did not run" : ran);
    String failed = count.failed() == 0 ? "" : ", " + count.failed() + " failed";
    return new Result(what + failed, count.ran() > 0 && count.failed() == 0);
  }

  /** A folder's product is one of those that a test of all of them takes. */
  private static String key(String shown) {
    if (shown.startsWith("rules/")) {
      return "RulesTest#theBadFileGivesItsText";
    }
    return shown.startsWith("hazards/") ? "RowsTest#theHazardGivesItsText" : shown;
  }

  private static Result probe(String name) throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    List<String> held =
        ENGINES.stream()
            .filter(
                engine -> {
                  JsonNode kept = mapper.readTree(Path.of("probes/results", engine + ".json"));
                  return kept.path("probes").path(name).path("holds").asBoolean(false);
                })
            .toList();
    return new Result("probe " + name + " held on " + String.join(", ", held), !held.isEmpty());
  }

  private void read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        if (file.toString().endsWith(".xml")) {
          cases(file);
        }
      }
    }
  }

  private void cases(Path report) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    try (InputStream bytes = Files.newInputStream(report)) {
      XMLStreamReader reader = factory.createXMLStreamReader(bytes);
      String test = "";
      boolean passed = true;
      boolean skipped = false;
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          switch (reader.getLocalName()) {
            case "testcase" -> {
              test = test(reader);
              passed = true;
              skipped = false;
            }
            case "failure", "error" -> passed = false;
            case "skipped" -> skipped = true;
            default -> {}
          }
        } else if (event == XMLStreamConstants.END_ELEMENT
            && reader.getLocalName().equals("testcase")
            && !skipped) {
          counts.put(test, counts.getOrDefault(test, new Count(0, 0)).and(passed));
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException(report + ": " + e.getMessage(), e);
    }
  }

  /** A test of Java without its parameters; of Python its file, below the folder of tests. */
  private static String test(XMLStreamReader reader) {
    String place = reader.getAttributeValue(null, "classname");
    if (place.startsWith("tests.")) {
      return place.substring("tests.".length()).replace('.', '/') + ".py";
    }
    String name = reader.getAttributeValue(null, "name").replaceFirst("[(\\[{].*", "");
    return place.substring(place.lastIndexOf('.') + 1) + "#" + name;
  }
}

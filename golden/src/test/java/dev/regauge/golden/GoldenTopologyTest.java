package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.regauge.golden.GoldenServicesTest.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page about {@code golden/topology}, to the byte. {@code -Dgolden.approve=topology/} rewrites
 * what is expected, and fails.
 */
class GoldenTopologyTest {
  private static final Path CASE = Path.of("topology/shop");
  private static final Path EXPECTED = CASE.resolve("expected.md");

  @TempDir Path temp;

  @Test
  void theProductGivesItsPage() throws IOException {
    Said said = GoldenServicesTest.run(List.of("topology", CASE.toString()));
    assertEquals(0, said.code(), said.talk());
    if (System.getProperty("golden.approve", "").startsWith("topology/")) {
      assertTrue(System.getenv("CI") == null, "nothing is approved in CI");
      Files.writeString(EXPECTED, said.data());
      fail("approved " + EXPECTED);
    }
    assertEquals(Files.readString(EXPECTED), said.data());
  }

  @Test
  void everyLineOfTheGraphHasItsEnds() throws IOException {
    String page = Files.readString(EXPECTED);
    String graph = page.substring(page.indexOf("flowchart"), page.indexOf("```\n\n"));
    SortedSet<String> boxes = found(graph, "(?m)^ +(\\w+)[\\[(]");
    SortedSet<String> ends = found(graph, "(?m)^ +(\\w+) (?:==>|-->|-\\.->) \\w+$");
    ends.addAll(found(graph, "(?m) (?:==>|-->|-\\.->) (\\w+)$"));
    assertTrue(ends.size() > 5, ends.toString());
    ends.removeAll(boxes);
    assertEquals(Collections.emptySortedSet(), ends);
  }

  @Test
  void theOrderOfTheFilesChangesNothing() throws IOException {
    Path copy = Cases.copyOf(CASE, temp.resolve("shop"));
    Path product = copy.resolve("product.yaml");
    List<String> lines = new ArrayList<>(Files.readAllLines(product));
    lines.replaceAll(line -> line.replaceAll("^(include: \\[)(.*), (.*)(])$", "$1$3, $2$4"));
    int from = lines.indexOf("resources:") + 1;
    Collections.reverse(lines.subList(from, lines.indexOf("assets:")));
    assertNotEquals(Files.readAllLines(product), lines);
    Files.write(product, lines);
    assertEquals(
        Files.readString(EXPECTED), GoldenServicesTest.run(List.of("topology", copy + "")).data());
  }

  @Test
  void aFileIsWrittenAndChecked() throws IOException {
    Path file = temp.resolve("docs/topology.md");
    List<String> check = List.of("topology", CASE.toString(), "-o", file.toString(), "--check");
    assertEquals(3, GoldenServicesTest.run(check).code());
    assertTrue(Files.notExists(file));
    assertEquals(0, GoldenServicesTest.run(check.subList(0, 4)).code());
    assertEquals(Files.readString(EXPECTED), Files.readString(file));
    assertEquals(0, GoldenServicesTest.run(check).code());
    Files.writeString(file, "mine\n");
    assertEquals(3, GoldenServicesTest.run(check).code());
    assertEquals("mine\n", Files.readString(file));
    assertEquals(2, GoldenServicesTest.run(List.of("topology", CASE + "", "--check")).code());
    assertEquals(2, GoldenServicesTest.run(List.of("topology", CASE + "", "--json")).code());
  }

  private static SortedSet<String> found(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

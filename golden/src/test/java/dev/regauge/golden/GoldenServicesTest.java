package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.regauge.cli.Main;
import dev.regauge.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The services of {@code golden/services}, rendered: to the byte, with no file more or less. {@code
 * -Dgolden.approve=services/} rewrites what is expected, and fails.
 */
class GoldenServicesTest {
  private static final Path CASE = Path.of("services/shop");

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {"compose", "kubernetes", "kubernetes --env prod", "compose --env prod", "helm"})
  void servicesGiveTheirTree(String words) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("services", "render", CASE.toString(), "--to"));
    arguments.addAll(List.of(words.split(" ")));
    givesItsTree(arguments, CASE.resolve("expected").resolve(words.replace(" --env ", "-")));
  }

  /** The same merge makes both: a service of the platform's, and what a product says otherwise. */
  @ParameterizedTest
  @ValueSource(strings = {"compose", "kubernetes"})
  void overriddenServicesGiveTheirTree(String dialect) throws IOException {
    givesItsTree(
        List.of("services", "render", "services/overridden", "--to", dialect),
        Path.of("services/overridden/expected").resolve(dialect));
  }

  /** Each service has its database, in a PostgreSQL of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"compose", "kubernetes", "helm"})
  void databasesGiveTheirTree(String dialect) throws IOException {
    givesItsTree(
        List.of("services", "render", "services/databases", "--to", dialect, "--env", "prod"),
        Path.of("services/databases/expected").resolve(dialect));
  }

  /**
   * The jobs of cases, as charts: all kinds of triggers, partitions with params, and secrets of
   * stores.
   */
  @ParameterizedTest
  @ValueSource(strings = {"secrets", "triggers", "weather"})
  void jobsGiveTheirTree(String name) throws IOException {
    givesItsTree(
        List.of("jobs", "render", "cases/" + name), Path.of("services/jobs").resolve(name));
  }

  private void givesItsTree(List<String> words, Path expected) throws IOException {
    List<String> arguments = new ArrayList<>(words);
    arguments.addAll(List.of("-o", temp.toString()));
    Said said = run(arguments);
    assertEquals(0, said.code(), said.talk());
    compare(expected, temp, "services");
  }

  /** Compares what a command wrote with what is expected, or approves it when it was asked so. */
  static void compare(Path expected, Path out, String approval) throws IOException {
    SortedMap<String, byte[]> received = new TreeMap<>(Cases.read(out));
    // It holds the version of the tool.
    received.keySet().removeIf(path -> path.endsWith("bundle.lock.json") || path.startsWith("."));
    if (System.getProperty("golden.approve", "").startsWith(approval)) {
      assertNotEquals("true", System.getenv("CI"), "nothing is approved in CI");
      Files.createDirectories(expected);
      write(expected, received);
      fail("approved " + expected);
    }
    assertEquals(texts(Cases.read(expected)), texts(received));
  }

  @Test
  void theListIsInTheOrderOfStarts() {
    Said said = run(List.of("services", "list", CASE.toString(), "--env", "prod"));
    assertEquals(
        """
        SERVICE              PLANE       WORKLOAD    DEFAULT  REPLICAS  PORTS                WAITS FOR
        lake                 storage     external    no       -
        postgres             relational  statefulset yes      1         sql:5432
        catalog              storage     deployment  no       1         http:8181            postgres, lake
        trino                compute     deployment  no       3..4      http:8080            catalog
        """,
        said.data());
  }

  /** No value of a secret can be in a file: a service file has none, only where it lies. */
  @Test
  void theSameSpecGivesTheSameBytes() throws IOException {
    for (String folder : List.of("a", "b")) {
      String out = temp.resolve(folder).toString();
      run(List.of("services", "render", CASE.toString(), "--to", "kubernetes", "-o", out));
    }
    assertEquals(texts(Cases.read(temp.resolve("a"))), texts(Cases.read(temp.resolve("b"))));
  }

  @Test
  void withoutAnEnvironmentItsNameIsAsked() {
    Said said =
        run(
            List.of(
                "services",
                "render",
                CASE.toString(),
                "--to",
                "compose",
                "-o",
                "x",
                "--env",
                "no"));
    assertEquals(2, said.code());
    assertTrue(said.talk().contains("no environment 'no'; it has prod"), said.talk());
  }

  private static SortedMap<String, String> texts(SortedMap<String, byte[]> files) {
    SortedMap<String, String> texts = new TreeMap<>();
    files.forEach((path, bytes) -> texts.put(path, new String(bytes, StandardCharsets.ISO_8859_1)));
    return texts;
  }

  private static void write(Path folder, SortedMap<String, byte[]> files) throws IOException {
    for (String path : Cases.read(folder).keySet()) {
      if (!files.containsKey(path)) {
        Files.delete(folder.resolve(path));
      }
    }
    for (var file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  record Said(int code, String data, String talk) {}

  static Said run(List<String> arguments) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteArrayOutputStream talk = new ByteArrayOutputStream();
    int code =
        Main.run(
            new Terminal(
                new PrintStream(data, true, StandardCharsets.UTF_8),
                new PrintStream(talk, true, StandardCharsets.UTF_8)),
            arguments.toArray(String[]::new));
    return new Said(
        code, data.toString(StandardCharsets.UTF_8), talk.toString(StandardCharsets.UTF_8));
  }
}

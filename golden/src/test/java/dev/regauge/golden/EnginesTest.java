package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the suites that need Python and the real engines, each as a process of its own, two at a
 * time; their output is in {@code target/engines}.
 *
 * <p>An engine waits more than it computes, so two lanes need about half of one lane's time; no
 * suite shares a port, a folder or a database with another.
 *
 * <p>{@code -Dengines=off} leaves them out on an author's machine; with {@code CI=true} it is an
 * error.
 */
class EnginesTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /**
   * The longest ones first, so that both lanes end at about the same time. They are ours and not
   * JUnit's: a worker of its pool that waits for a suite of the other one begins no third one.
   */
  private static final List<String> SUITES =
      List.of(
          "argo",
          "runtime_1",
          "airflow",
          "runtime_2",
          "four_runners",
          "dagster",
          "docs",
          "tables",
          "harness",
          "prefect",
          "calendar");

  private static final ExecutorService LANES = Executors.newFixedThreadPool(2);

  private static final SortedMap<String, Future<?>> RUNS = new TreeMap<>();

  @BeforeAll
  static void begin() {
    if (isOff()) {
      return;
    }
    for (String suite : SUITES) {
      RUNS.put(
          suite,
          LANES.submit(
              () -> {
                run(suite);
                return suite;
              }));
    }
  }

  @AfterAll
  static void end() {
    LANES.shutdownNow();
  }

  static List<String> suites() {
    return SUITES;
  }

  @ParameterizedTest
  @MethodSource("suites")
  void theSuite(String suite) throws Throwable {
    if ("true".equals(System.getenv("CI"))) {
      assertFalse(isOff(), "CI runs the engines");
    }
    assumeFalse(isOff(), "-Dengines=off");
    try {
      Objects.requireNonNull(RUNS.get(suite)).get();
    } catch (ExecutionException failed) {
      throw Objects.requireNonNull(failed.getCause());
    }
  }

  private static boolean isOff() {
    return "off".equals(System.getProperty("engines"));
  }

  private static void run(String suite) throws IOException, InterruptedException {
    if (suite.startsWith("runtime_")) {
      runtime(suite);
      return;
    }
    Path tests = ROOT.resolve("golden/engines/tests");
    List<String> files =
        new ArrayList<>(
            testFiles(tests).stream()
                .filter(name -> suite.equals(suiteOf(name)))
                .map(name -> "tests/" + name)
                .toList());
    if (Files.isDirectory(tests.resolve(suite))) {
      files.add("tests/" + suite);
    }
    assertFalse(files.isEmpty(), "without a file pytest runs all suites again");
    List<String> command = new ArrayList<>(List.of("sh", "./run", "pytest", "--durations=10"));
    command.addAll(files);
    run(suite, ROOT.resolve("golden/engines"), command);
  }

  /** One half of the runtime's suite, which is by far the longest: every second file. */
  private static void runtime(String suite) throws IOException, InterruptedException {
    Path folder = ROOT.resolve("templates/runtime-python");
    List<String> all = testFiles(folder.resolve("tests"));
    List<String> command = new ArrayList<>(List.of("sh", "./run-tests", "--durations=10"));
    for (int i = suite.equals("runtime_1") ? 0 : 1; i < all.size(); i += 2) {
      command.add("tests/" + all.get(i));
    }
    run(suite, folder, command);
  }

  private static List<String> testFiles(Path folder) throws IOException {
    try (var found = Files.list(folder)) {
      return found
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("test_") && name.endsWith(".py"))
          .sorted()
          .toList();
    }
  }

  /**
   * A test file belongs to the engine in its name, or to the docs; the rest is about the harness
   * itself.
   */
  private static String suiteOf(String file) {
    for (String engine :
        List.of(
            "docs", "four_runners", "tables", "probes", "dagster", "airflow", "argo", "prefect")) {
      if (file.startsWith("test_" + engine)) {
        return engine;
      }
    }
    return "harness";
  }

  private static void run(String name, Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path log = Path.of("target/engines", name + ".log").toAbsolutePath();
    Files.createDirectories(log.getParent());
    List<String> reported = new ArrayList<>(command);
    reported.add("--junitxml=" + log.resolveSibling(name + ".xml")); // for the table of rows
    ProcessBuilder process = new ProcessBuilder(reported);
    process.directory(folder.toFile());
    process.environment().put("REGAUGE_CLI", commandLine());
    process.environment().put("REGAUGE_JAVA", java());
    String repository = System.getProperty("localRepository"); // Surefire says where Maven's lies
    if (repository != null) {
      process.environment().put("MAVEN_REPOSITORY", repository);
    }
    process.redirectErrorStream(true);
    process.redirectOutput(log.toFile());
    int exit = process.start().waitFor();
    List<String> lines = Files.readAllLines(log);
    String tail =
        String.join(
            "\n", lines.subList(Math.max(0, lines.size() - (exit == 0 ? 15 : 120)), lines.size()));
    System.out.println("== " + name + "\n" + tail);
    assertEquals(0, exit, () -> "suite " + name + ", whole output in " + log + "\n" + tail);
  }

  /**
   * The command line that this reactor has just packaged, so that the suites do not build it again.
   */
  private static String commandLine() {
    return java()
        + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp "
        + ROOT.resolve("adapters/cli/target/app")
        + "/* dev.regauge.cli.Main";
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}

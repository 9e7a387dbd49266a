package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of {@code hazards.yaml} are all shown, each by the real command line: what it says, how
 * it ends, and that the output of an earlier run stays as it was.
 *
 * <p>{@code -Dgolden.approve=hazards/} rewrites what is said about the folders of {@code
 * golden/hazards}, and fails.
 */
class RowsTest {

  /** One finding: code, place, a line with a caret, and a help. */
  private static final Pattern FINDING =
      Pattern.compile(
          "(error|warning)\\[RG-[A-Z]+-[0-9]{3}]: [^\\n]+\\n"
              + " +--> [^\\n:]+:[0-9]+:[0-9]+\\n"
              + " +\\|\\n"
              + " *[0-9]+ \\|[^\\n]*\\n"
              + " +\\| +\\^+[^\\n]*\\n"
              + "(?: +::: [^\\n]+\\n *[0-9]+ \\|[^\\n]*\\n +\\| +-+[^\\n]*\\n)*"
              + " += help: [^\\n]+");

  /** Its bad file is too large to be kept; {@link RulesTest} makes it. */
  private static final String TOO_LARGE = "rules/RG-READ-003";

  /** A file that is not there has no line, and one that cannot be read neither. */
  private static final String NO_FILE = "rules/RG-READ-001";

  private static final SortedMap<String, String> TESTS = new TreeMap<>();

  @TempDir static Path earlier;

  @BeforeAll
  static void generateOnce() {
    Said said =
        cli("generate", "rules/RG-LINK-001/good.yaml", "--to", "dagster", "-o", earlier + "/out");
    assertEquals(0, said.exit, said.err);
  }

  static List<String> folders() throws IOException {
    TreeSet<String> folders = new TreeSet<>(RowTable.read("hazards.yaml").folders());
    folders.addAll(RowTable.read("requirements.yaml").folders());
    folders.remove(TOO_LARGE);
    folders.remove(NO_FILE);
    // The refusals of targets, and what other commands find, are shown by RulesTest.
    folders.removeIf(folder -> folder.matches("rules/RG-(EVT|FEAT|PLUG)-.*"));
    return List.copyOf(folders);
  }

  static List<String> ofHazards() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("hazards"))) {
      return folders.map(folder -> "hazards/" + folder.getFileName()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theCommandLineSaysSoAndLeavesTheOutputAlone(String folder) throws IOException {
    String expected = Files.readString(Path.of(folder).resolve(text(folder)));
    Said checked = cli("check", product(folder).toString());
    assertEquals(expected.contains("error[") ? 1 : 0, checked.exit, checked.err);
    // The command names files from here, the approved texts from the product.
    Path root = product(folder).getParent();
    String said = checked.err.replace(Objects.requireNonNull(root) + "/", "");
    for (String block : expected.split("\n\n")) {
      if (block.startsWith("error[") || block.startsWith("warning[")) {
        assertTrue(FINDING.matcher(block).matches(), block);
        assertTrue(said.contains(block), "expected\n" + block + "\nbut\n" + said);
      }
    }
    assertFalse(checked.err.contains("\tat "), checked.err);
    if (checked.exit != 0) {
      SortedMap<String, String> before = hashes(earlier);
      Said made = cli("generate", product(folder).toString(), "-o", earlier.resolve("out") + "");
      assertEquals(1, made.exit, made.err);
      assertEquals(before, hashes(earlier));
    }
  }

  /** What is said of a hazard's product, to the byte. */
  @ParameterizedTest
  @MethodSource("ofHazards")
  void theHazardGivesItsText(String folder) throws IOException {
    String found = RulesTest.print(product(folder));
    Path approved = Path.of(folder).resolve("said.txt");
    String asked = System.getProperty("golden.approve", "");
    if (!asked.isEmpty() && folder.startsWith(asked)) {
      assertTrue(System.getenv("CI") == null, "nothing is approved in CI");
      Files.writeString(approved, found);
      fail("approved " + approved);
    }
    assertEquals(Files.readString(approved), found);
  }

  @Test
  void everyRowOfReadingNamesGraphAndPluginsIsShown() throws IOException {
    TreeSet<String> rows = new TreeSet<>();
    IntStream.rangeClosed(1, 21).forEach(row -> rows.add("G1-%02d".formatted(row)));
    IntStream.rangeClosed(53, 66).forEach(row -> rows.add("G4-%02d".formatted(row)));
    IntStream.rangeClosed(67, 73).forEach(row -> rows.add("G5-%02d".formatted(row)));
    IntStream.rangeClosed(117, 123).forEach(row -> rows.add("G11-%03d".formatted(row)));
    RowTable table = RowTable.read("hazards.yaml");
    assertEquals(rows, table.rows().keySet());
    table.rows().forEach((id, row) -> assertFalse(row.shown().isEmpty(), id));
  }

  /** So that no row of the requirements is forgotten: the ids are a list of their own. */
  @Test
  void everyRequirementIsShownOrSaysWhoShowsIt() throws IOException {
    SortedMap<String, RowTable.Row> rows = RowTable.read("requirements.yaml").rows();
    List<String> ids = RowReport.demanded().keySet().stream().toList();
    assertEquals(ids, List.copyOf(rows.keySet()));
    rows.forEach(
        (id, row) -> {
          assertTrue(
              !row.shown().isEmpty() || !row.reason().isEmpty(), id + " is shown by nothing");
          assertTrue(
              row.reason().isEmpty()
                  || row.reason().matches("elsewhere .+|later ([567]|roadmap)(:.+)?"),
              row.reason());
        });
  }

  @Test
  void everyFolderAndTestThatARowNamesIsThere() throws IOException {
    List<String> lacking = new ArrayList<>();
    for (String table : List.of("hazards.yaml", "requirements.yaml")) {
      RowTable rows = RowTable.read(table);
      for (String folder : rows.folders()) {
        if (!Files.isDirectory(Path.of(folder))) {
          lacking.add(folder);
        }
      }
      for (String test : rows.tests()) {
        String[] words = test.split("#", 2);
        if (!sourceOf(words[0]).contains("void " + words[1] + "(")) {
          lacking.add(test);
        }
      }
      for (String suite : rows.suites()) {
        if (BuildResults.fileOf(suite).isEmpty()) {
          lacking.add(suite);
        }
      }
    }
    assertEquals(List.of(), lacking);
  }

  @Test
  void everyHazardFolderIsARows() throws IOException {
    TreeSet<String> unused = new TreeSet<>(ofHazards());
    unused.removeAll(RowTable.read("hazards.yaml").folders());
    unused.removeAll(RowTable.read("requirements.yaml").folders());
    assertEquals(new TreeSet<>(), unused);
  }

  private static String sourceOf(String test) throws IOException {
    if (TESTS.isEmpty()) {
      for (String part : List.of("spec-model", "adapters", "golden", "plugins", "templates")) {
        try (Stream<Path> files = Files.walk(Path.of("..").resolve(part))) {
          for (Path file : (Iterable<Path>) files::iterator) {
            if (file.toString().contains("src/test/") && file.toString().endsWith(".java")) {
              String name = file.getFileName().toString().replace(".java", "");
              TESTS.put(name, Files.readString(file));
            }
          }
        }
      }
    }
    return TESTS.getOrDefault(test, "");
  }

  private static Path product(String folder) {
    return Path.of(folder, folder.startsWith("rules/") ? "bad.yaml" : "product.yaml");
  }

  private static String text(String folder) {
    return folder.startsWith("rules/") ? "bad.txt" : "said.txt";
  }

  private static SortedMap<String, String> hashes(Path folder) throws IOException {
    SortedMap<String, String> hashes = new TreeMap<>();
    Cases.read(folder)
        .forEach((name, bytes) -> hashes.put(name, bytes.length + " " + Arrays.hashCode(bytes)));
    return hashes;
  }

  private static Said cli(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    int exit = Main.run(terminal, words);
    return new Said(exit, err.toString(StandardCharsets.UTF_8));
  }

  private record Said(int exit, String err) {}
}

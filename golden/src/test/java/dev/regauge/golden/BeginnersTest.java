package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The mistakes of beginners in {@code golden/beginners.yaml}: each gives one finding, at its place,
 * whose help names what to write.
 */
class BeginnersTest {

  private static final Path TABLE = Path.of("beginners.yaml");

  /** What targets say is not what a beginner wrote wrongly. */
  private static final Pattern FINDING =
      Pattern.compile(
          "(?:error|warning)\\[(RG-(?!FEAT)[A-Z]+-[0-9]{3})][^\\n]*\\n"
              + " *--> [^\\n]*product\\.yaml:([0-9]+:[0-9]+)\\n"
              + "(?:(?!\\n\\n).)*?"
              + "= help: ([^\\n]+)",
          Pattern.DOTALL);

  @TempDir Path folder;

  /** A mistake with what has to be said about it. */
  record Mistake(String from, String text, String code, String at, List<String> help, String file) {
    @Override
    public String toString() {
      return from + ": " + text;
    }
  }

  static List<Mistake> mistakes() throws IOException {
    Map<?, ?> table =
        (Map<?, ?>)
            new Load(LoadSettings.builder().build()).loadFromString(Files.readString(TABLE));
    String header = String.valueOf(table.get("header"));
    List<Mistake> mistakes = new ArrayList<>();
    for (Object one : (List<?>) table.get("mistakes")) {
      Map<?, ?> row = (Map<?, ?>) one;
      String product = String.valueOf(row.get("product"));
      mistakes.add(
          new Mistake(
              String.valueOf(row.get("from")),
              String.valueOf(row.get("mistake")),
              String.valueOf(row.get("code")),
              String.valueOf(row.get("at")),
              ((List<?>) row.get("help")).stream().map(String::valueOf).toList(),
              product.startsWith("apiVersion") ? product : header + product));
    }
    return mistakes;
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void theHelpNamesWhatToWrite(Mistake mistake) throws IOException {
    Files.writeString(folder.resolve("product.yaml"), mistake.file());
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Main.run(
        new Terminal(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)),
        "check",
        folder.toString());
    String said = err.toString(StandardCharsets.UTF_8);
    List<String> found = new ArrayList<>();
    Matcher finding = FINDING.matcher(said);
    String help = "";
    while (finding.find()) {
      found.add(finding.group(1) + " at " + finding.group(2));
      help = finding.group(3);
    }
    assertEquals(List.of(mistake.code() + " at " + mistake.at()), found, said);
    assertTrue(!mistake.help().isEmpty(), "a help has to name something");
    for (String words : mistake.help()) {
      assertTrue(help.contains(words), "no '" + words + "' in the help of\n" + said);
    }
  }

  @Test
  void everyToolHasItsMistakes() throws IOException {
    Map<String, Integer> count = new TreeMap<>();
    mistakes().forEach(mistake -> count.merge(mistake.from(), 1, Integer::sum));
    assertTrue(count.values().stream().mapToInt(Integer::intValue).sum() >= 60, count.toString());
    for (String tool : List.of("dbt", "Airflow", "Dagster", "YAML", "names")) {
      assertTrue(count.getOrDefault(tool, 0) >= 12, tool + " of " + count);
    }
    long texts = mistakes().stream().map(Mistake::file).distinct().count();
    assertEquals(mistakes().size(), texts, "two rows have one product");
  }
}

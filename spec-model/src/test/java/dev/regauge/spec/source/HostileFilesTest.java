package dev.regauge.spec.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are wrong as files, by mistake or on purpose. */
class HostileFilesTest {

  private static final String ASSET = "assets:\n  - key: raw/orders\n    run: {python: 'm:f'}\n";
  private static final String GOOD = Reading.HEAD + ASSET;

  /** What a bomb may cost, in the CPU time of an honest file of 2,500 assets (170 KB). */
  private static final double MOST = 5;

  private static final int ROUNDS = 3;

  @TempDir Path folder;

  @Test
  void aByteOrderMarkIsNoText() {
    byte[] marked = ("\ufeff" + GOOD).getBytes(StandardCharsets.UTF_8);
    assertEquals(Reading.of(GOOD).product(), Reading.of(marked, new TreeMap<>()).product());
  }

  @Test
  void lineEndsAreAllOneLine() {
    String bad = GOOD + "    x: 1\n";
    assertEquals(List.of("013@7:5"), Reading.of(bad).places());
    assertEquals(List.of("013@7:5"), Reading.of(bad.replace("\n", "\r\n")).places());
    assertEquals(List.of("013@7:5"), Reading.of(bad.replace("\n", "\r")).places());
    assertEquals(Reading.of(bad).text(), Reading.of(bad.replace("\n", "\r\n")).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16"})
  void otherEncodingsAreRefused(String charset) {
    byte[] bytes = ("\ufeff" + GOOD).getBytes(Charset.forName(charset));
    assertEquals(List.of("002@1:1"), Reading.of(bytes, new TreeMap<>()).places());
  }

  @ParameterizedTest
  @CsvSource({
    "ff, 0xFF is not UTF-8",
    "c3, 0xC3 is not UTF-8",
    "c080, 0xC0 is not UTF-8",
    "e080af, 0xE0 is not UTF-8",
    "eda080, half of a surrogate pair",
    "f4908080, 0xF4 is not UTF-8",
    "efbfbf, 0xEF is not UTF-8",
    "00, a NUL byte",
    "1b, the control character 0x1b",
    "7f, the control character 0x7f",
    "c29b, the control character 0x9b",
  })
  void bytesThatAreNoTextAreRefusedWithTheirOffset(String hex, String words) {
    byte[] head = GOOD.getBytes(StandardCharsets.UTF_8);
    byte[] bad = java.util.HexFormat.of().parseHex(hex);
    byte[] whole = java.util.Arrays.copyOf(head, head.length + 4 + bad.length);
    System.arraycopy("# ü".getBytes(StandardCharsets.UTF_8), 0, whole, head.length, 4);
    System.arraycopy(bad, 0, whole, head.length + 4, bad.length);
    Reading reading = Reading.of(whole, new TreeMap<>());
    assertEquals(List.of("002@7:4"), reading.places());
    assertTrue(reading.text().contains("byte " + (head.length + 4) + " of the file"));
    assertTrue(reading.text().contains(words), reading.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\\ud800\"", "\"\\udc00x\"", "\"a\\0b\""})
  void escapesSmuggleNothingIn(String scalar) {
    assertEquals(
        List.of("002@7:18"), Reading.of(GOOD + "    description: " + scalar + "\n").places());
  }

  @Test
  void aPairOfEscapesIsOneCharacter() {
    assertEquals(
        Reading.of(GOOD + "    description: \"😀\"\n").product(),
        Reading.of(GOOD + "    description: \"\\ud83d\\ude00\"\n").product());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n\n", "# only\n# comments\n", "---\n", "~\n", "[a]\n", "text\n", "{}\n"})
  void aFileWithoutAProductSaysSo(String yaml) {
    Reading reading = Reading.of(yaml);
    String code = yaml.equals("{}\n") ? "015" : "010";
    assertEquals(code, reading.places().getFirst().substring(0, 3), reading.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\tkey: a | 4:1",
        "a: b: c | 4:5",
        "a: \"open | 4:4",
        "a: 'open | 4:4",
        "a: [b, c | 4:4",
        "a: {b: c | 4:4",
        "a: 'it's' | 4:4",
        "a: @b | 4:4",
        "a: %b | 4:4",
        "a: `b` | 4:4",
        "? [a] : b | 4:3",
        "'a: b | 4:1",
        "a: \"x\\qy\" | 4:6",
      })
  void aSyntaxErrorStandsWhereItBegins(String line, String place) {
    Reading reading = Reading.of(Reading.HEAD + line.stripTrailing() + "\nassets: []\n");
    assertEquals(place, reading.places().getFirst().substring(4), reading.text());
  }

  @Test
  void aQuoteThatIsClosedByTheNextOneIsShownWhereItOpens() {
    Reading reading =
        Reading.of(Reading.HEAD + "assets:\n  - key: \"raw/orders\n    run: {python: \"m:f\"}\n");
    assertEquals(List.of("004@5:10"), reading.places());
  }

  /** The parser itself stumbles over some of these with exceptions that it does not promise. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "x: \"\\U00110000\" | 004",
        "x: \"\\UFFFFFFFF\" | 004",
        "x: \"\\x4\" | 004",
        "x: \"\\ | 004",
        "x: !<a b | 004",
        "x: !<%zz> b | 004",
        "x: !e!a b | 004",
        "x: ! | 013",
        "x: & | 004",
        "x: * | 004",
        "x: &a | 013",
        "x: '99 | 004",
        "x: !!float . | 013",
        ": a | 004",
        "[a]: b | 011",
        "{a: b}: c | 011",
        "? {a: b} | 011",
        "- a | 004",
        "%YAML 2.0 | 004",
      })
  void oddSyntaxIsAFinding(String line, String code) {
    Reading reading = Reading.of(Reading.HEAD + line.strip() + "\n");
    assertEquals(code, reading.places().getFirst().substring(0, 3), reading.text());
    Reading alone = Reading.of(line.strip() + "\n---\n");
    assertTrue(!alone.places().isEmpty());
  }

  @Test
  void nothingIsConstructedFromATag() {
    for (String tag :
        List.of(
            "!!javax.script.ScriptEngineManager",
            "!!python/object/apply:os.system",
            "!x",
            "!!int",
            "!!map")) {
      Reading reading = Reading.of(GOOD + "    description: " + tag + " [a]\n");
      assertEquals("007@7:18", reading.places().getFirst());
    }
    assertEquals(
        "012",
        Reading.of(GOOD + "    description: !!str 012\n")
            .product()
            .assets()
            .getFirst()
            .description()
            .orElseThrow());
  }

  @Test
  void aliasesAndMergeKeysAreRefused() {
    assertEquals(
        List.of("006@8:18"),
        Reading.of(GOOD + "    kinds: [&a x]\n    description: *a\n").places());
    assertEquals(List.of("006@7:18"), Reading.of(GOOD + "    description: *u\n").places());
    assertEquals(
        List.of("006@7:13"),
        Reading.of(GOOD + "    kinds: [" + "*u, ".repeat(49) + "x]\n").places());
    assertEquals(List.of("006@7:18"), Reading.of(GOOD + "    description: &u x\n").places());
    assertEquals(List.of("006@7:5", "006@7:9"), Reading.of(GOOD + "    <<: *u\n").places());
    assertEquals(List.of("006@7:12"), Reading.of(GOOD + "    tags: {<<: {a: b}}\n").places());
  }

  @Test
  void depthHasALimitAndNoStack() {
    assertEquals(
        List.of("009@4:103"), Reading.of(Reading.HEAD + "x: " + "[".repeat(5_000)).places());
    assertEquals(
        List.of("009@4:400"), Reading.of(Reading.HEAD + "x: " + "{a: ".repeat(100_000)).places());
    StringBuilder deep = new StringBuilder(Reading.HEAD);
    for (int i = 0; i < 5_000; i++) {
      deep.append(" ".repeat(i)).append("x:\n");
    }
    assertEquals(List.of("009@104:101"), Reading.of(deep.toString()).places());
  }

  @Test
  void fileAndTextHaveLimits() throws Exception {
    String long3 = GOOD + "    description: " + "x".repeat(3_145_728) + "\n";
    assertEquals(List.of(), Reading.of(long3).places());
    String longer = GOOD + "    description: " + "x".repeat(3_145_729) + "\n";
    assertEquals(List.of("003@7:18"), Reading.of(longer).places());
    Path huge = folder.resolve("huge.yaml");
    try (var file = new java.io.RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(65L << 20);
    }
    dev.regauge.spec.diagnostic.FoundDiagnostics found =
        new dev.regauge.spec.diagnostic.FoundDiagnostics();
    new SpecReader().read(huge, found);
    assertEquals("RG-READ-003", found.sorted().getFirst().code().id());
  }

  /**
   * Bombs are read by a small JVM of their own, so that a lost limit is seen and not swapped away.
   * What one costs is compared with an honest file read the same way, in the same minute: a second
   * of a busy machine is no measure ({@code bench/README.md} has the seconds of an idle one).
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "laughs",
        "brackets",
        "braces",
        "indents",
        "aliases",
        "findings",
        "keys",
        "nuls",
        "bidis"
      })
  void bombsEndSoonInASmallMachine(String name) throws Exception {
    Path bomb = folder.resolve(name + ".yaml");
    Files.writeString(bomb, bombs(name));
    Path honest = folder.resolve("honest.yaml");
    Files.writeString(honest, honest());
    double least = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS && least > MOST; round++) {
      long usual = readAlone(honest);
      least = Math.min(least, (double) readAlone(bomb) / usual);
    }
    String words = String.format(Locale.ROOT, "%s: %.2f times an honest file", name, least);
    assertTrue(least <= MOST, words);
  }

  /** Reads a file in a process of its own and returns its CPU time. */
  private long readAlone(Path bomb) throws Exception {
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ReadOneFile.class.getName(),
                bomb.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the bomb is still read");
    String text = Files.readString(out);
    assertEquals(0, process.exitValue(), text);
    long cpuMillis = Long.parseLong(text.lines().findFirst().orElseThrow());
    boolean isRefused = text.contains("error[RG-READ-");
    assertEquals(!bomb.endsWith("honest.yaml"), isRefused, text);
    return cpuMillis;
  }

  private static String honest() {
    return GOOD
        + repeat(
            2_500,
            i -> "  - key: raw/o" + i + "\n    run: {python: 'm:f'}\n    description: of a shop\n");
  }

  private static String bombs(String name) {
    return switch (name) {
      case "laughs" -> {
        StringBuilder laughs =
            new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 10; i++) {
          List<String> before = new ArrayList<>();
          for (int j = 0; j < 9; j++) {
            before.add("*a" + (i - 1));
          }
          laughs.append("a" + i + ": &a" + i + " [" + String.join(", ", before) + "]\n");
        }
        yield laughs.toString();
      }
      case "brackets" -> "x: " + "[".repeat(100_000);
      case "braces" -> "x: " + "{a: ".repeat(100_000);
      case "indents" -> "x:\n" + repeat(3_000, i -> " ".repeat(Integer.parseInt(i)) + "- a:\n");
      case "aliases" -> "x: &a y\nz: [" + "*a, ".repeat(200_000) + "]\n";
      case "findings" -> GOOD + repeat(5_000, i -> "    wrong" + i + ": {}\n");
      case "keys" -> "x: {" + repeat(20_000, i -> "k" + i + ": 1, ") + "}\n";
      case "nuls" -> "x: [" + "\"\\0\", ".repeat(20_000) + "]\n";
      case "bidis" -> GOOD + "    x: [" + "\"\u202e\", ".repeat(20_000) + "]\n";
      case "escapes" -> GOOD + "    x: [" + "\"\\u202e\", ".repeat(20_000) + "]\n";
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String repeat(int times, UnaryOperator<String> part) {
    StringBuilder whole = new StringBuilder();
    for (int i = 0; i < times; i++) {
      whole.append(part.apply(Integer.toString(i)));
    }
    return whole.toString();
  }
}

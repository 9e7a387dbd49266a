package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.services.Refusals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One run tells every independent mistake: each bad file of the rules, with an asset beside its own
 * that cannot be read, still says what it said, and of the unread asset's readers nothing.
 */
class MistakesTogetherTest {

  private static final Pattern ERROR = Pattern.compile("(?m)^error\\[(RG-[A-Z]+-[0-9]+)]");
  private static final String UNREAD =
      """
      assets:
        - {key: zz/unread, run: {sql: "select 1 as n"}, retry: {max: -1}}
        - {key: zz/reader, inputs: [zz/unread], run: {sql: "select n from zz.unread"}}
      """;

  @TempDir Path temp;

  static List<String> judged() throws IOException {
    List<String> judged = new ArrayList<>();
    for (String code : RulesTest.folders()) {
      Path folder = Path.of("rules", code);
      // Services are rendered of a product that is sound as a whole.
      boolean isOfDialect = Refusals.ALL.stream().anyMatch(of -> of.id().equals(code));
      if (code.matches("RG-(LINK|RULE)-.*")
          && !isOfDialect
          && Files.readString(folder.resolve("bad.txt")).contains("error[")
          && Files.readString(folder.resolve("bad.yaml")).contains("\nassets:\n")) {
        judged.add(code);
      }
    }
    return judged;
  }

  @ParameterizedTest
  @MethodSource("judged")
  void anUnreadAssetHidesNothingElse(String code) throws IOException {
    Path folder = Path.of("rules", code);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path copy = temp.resolve(folder.relativize(path).toString());
        if (!Files.isDirectory(path)) {
          Files.copy(path, copy);
        } else if (!Files.isDirectory(copy)) {
          Files.createDirectories(copy);
        }
      }
    }
    Path bad = temp.resolve("bad.yaml");
    Files.writeString(bad, Files.readString(bad).replaceFirst("(?m)^assets:\n", UNREAD));
    List<String> expected = codes(Files.readString(folder.resolve("bad.txt")));
    expected.add("RG-READ-017");
    assertEquals(expected.stream().sorted().toList(), codes(RulesTest.print(bad)));
  }

  /** A record that has none of what it needs one of is judged by what it has. */
  @Test
  void whatIsMissingHidesNothingBesideIt() throws IOException {
    Path bad = temp.resolve("product.yaml");
    Files.writeString(
        bad,
        """
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata: {name: shop}
        assets:
          - {key: raw/clean, run: {maintain: {tables: [raw.ordes]}}}
        """);
    assertEquals(List.of("RG-LINK-003", "RG-READ-051"), codes(RulesTest.print(bad)));
  }

  @Test
  void thereAreManyToJudge() throws IOException {
    assertTrue(judged().size() > 60, judged().toString());
  }

  /** An error without the fix leaves its reader alone. */
  @Test
  void everyFindingEndsWithItsFix() throws IOException {
    List<String> without = new ArrayList<>();
    try (Stream<Path> texts = Files.walk(Path.of("."), 3)) {
      for (Path text : (Iterable<Path>) texts.filter(MistakesTogetherTest::isText)::iterator) {
        for (String block : Files.readString(text).split("\n\n")) {
          if (block.matches("(?s)(error|warning)\\[.*")
              && !block.matches("(?s).* += help: \\S.*")) {
            without.add(text + ": " + block);
          }
        }
      }
    }
    assertEquals(List.of(), without);
  }

  private static boolean isText(Path path) {
    String name = path.getFileName().toString();
    return name.equals("bad.txt") || name.equals("said.txt");
  }

  private static List<String> codes(String text) {
    return new ArrayList<>(
        ERROR.matcher(text).results().map(found -> found.group(1)).sorted().toList());
  }
}

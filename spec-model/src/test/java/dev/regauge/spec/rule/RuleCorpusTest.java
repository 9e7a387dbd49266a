package dev.regauge.spec.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.graph.LinkCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each code of the linker and the rules has a page, a product that it finds, with the exact text,
 * and a product that it leaves alone. {@code -Dgolden.approve} rewrites the texts and fails.
 */
class RuleCorpusTest {

  private static final Path CORPUS = Path.of("../golden/rules");
  private static final Path PAGES = Path.of("../docs/rules");

  static Stream<String> codes() {
    return Stream.concat(LinkCodes.ALL.stream(), RuleBook.codes().stream()).map(Code::id);
  }

  @ParameterizedTest
  @MethodSource("codes")
  void findsTheBadOne(String code) throws IOException {
    Path folder = CORPUS.resolve(code);
    Checked bad = Checked.file(folder.resolve("bad.yaml"));
    Path approved = folder.resolve("bad.txt");
    if (System.getProperty("golden.approve") != null) {
      Files.writeString(approved, bad.printed());
      fail("approved " + approved);
    }
    assertEquals(Files.readString(approved), bad.printed());
    assertEquals(List.of(code), bad.codes().stream().distinct().toList(), "one cause, one code");
  }

  @ParameterizedTest
  @MethodSource("codes")
  void leavesTheGoodOneAlone(String code) {
    assertEquals("", Checked.file(CORPUS.resolve(code).resolve("good.yaml")).printed());
  }

  @ParameterizedTest
  @MethodSource("codes")
  void hasAPage(String code) throws IOException {
    String page = Files.readString(PAGES.resolve(code + ".md"));
    assertTrue(page.startsWith("# " + code + " "), page);
    assertTrue(page.contains("\n## Bad\n") && page.contains("\n## Good\n"), page);
  }

  @Test
  void codesAreUniqueAndInOrder() {
    List<String> codes = codes().toList();
    SortedSet<String> sorted = new TreeSet<>(codes);
    assertEquals(List.copyOf(sorted), codes);
  }
}

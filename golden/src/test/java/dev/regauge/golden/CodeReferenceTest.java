package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The index of the codes is that of the sources; approved with -Dgolden.approve=codes. */
class CodeReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/codes.md");

  @Test
  void thePageIsThatOfTheSources() throws IOException {
    String page = CodeReference.page();
    if ("codes".equals(System.getProperty("golden.approve", ""))) {
      assertTrue(System.getenv("CI") == null, "nothing is approved in CI");
      Files.writeString(PAGE, page);
      fail("approved " + PAGE);
    }
    assertEquals(Files.readString(PAGE), page);
  }

  /** A page or a fixture that the index does not lead to is found by nobody. */
  @Test
  void everyPageAndEveryFixtureIsInIt() throws IOException {
    String page = Files.readString(PAGE);
    try (Stream<Path> pages = Files.list(Path.of("../docs/rules"))) {
      pages.forEach(file -> assertTrue(page.contains("(../rules/" + file.getFileName() + ")")));
    }
    try (Stream<Path> fixtures = Files.list(Path.of("rules"))) {
      fixtures.forEach(
          folder -> assertTrue(page.contains("(../../golden/rules/" + folder.getFileName() + "/")));
    }
  }
}

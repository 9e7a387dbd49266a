package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference of the plugin API is that of its sources; approved with -Dgolden.approve=api. */
class ApiReferenceTest {
  /** The first words of a signature that are a type's name: a constant has no small letters. */
  private static final Pattern TYPE =
      Pattern.compile("^dev[.a-z]*[.]([A-Z]\\w*[a-z]\\w*(?:[.$][A-Z]\\w*[a-z]\\w*)*)");

  private static final Path PAGE = Path.of("../docs/reference/plugin-api.md");

  @Test
  void thePageIsThatOfTheSources() throws IOException {
    String page = ApiReference.page();
    if ("api".equals(System.getProperty("golden.approve", ""))) {
      assertTrue(System.getenv("CI") == null, "nothing is approved in CI");
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
      fail("approved " + PAGE);
    }
    assertEquals(Files.readString(PAGE), page);
  }

  /** Every signature that the build holds is of a type that the page tells of. */
  @Test
  void everyTypeOfTheSignaturesIsInIt() throws IOException {
    String page = Files.readString(PAGE);
    for (String line : Files.readAllLines(Path.of("api/plugin-api.txt"))) {
      Matcher type = TYPE.matcher(line);
      if (type.find()) {
        String name = type.group(1).replace('$', '.');
        assertTrue(page.contains("\n## " + name + "\n"), name);
      }
    }
  }
}

package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tables of {@code golden/calendar}: what Java says of ticks and partitions. The runtime's
 * suite holds its own code against them, the suite {@code calendar} the real engines and an oracle.
 *
 * <p>{@code -Dgolden.approve=calendar} rewrites them, and fails.
 */
class CalendarTest {

  private static final Path FOLDER = Path.of("calendar");

  enum Table {
    TICKS,
    PARTITIONS,
    SELECTIONS,
    DIFFERENCES,
    MAPPINGS
  }

  @ParameterizedTest
  @EnumSource
  void theTableIsWhatJavaSays(Table table) throws IOException {
    List<String> lines =
        switch (table) {
          case TICKS -> TickCases.lines();
          case PARTITIONS -> PartitionCases.lines();
          case SELECTIONS -> SelectionCases.lines();
          case DIFFERENCES -> EngineDifferences.lines();
          case MAPPINGS -> MappingCases.lines();
        };
    Path file = FOLDER.resolve(table.name().toLowerCase(java.util.Locale.ROOT) + ".jsonl");
    String text = String.join("\n", lines) + "\n";
    if (System.getProperty("golden.approve", "").equals("calendar")) {
      assertNotEquals("true", System.getenv("CI"), "nothing is approved in CI");
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
      fail("approved " + file);
    }
    assertEquals(Files.readString(file), text);
  }
}

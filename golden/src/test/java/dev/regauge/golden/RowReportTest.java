package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Prints what shows each row of the requirements, and how that ended in this build. It runs by
 * itself after all other tests, whose reports it reads: the build's second execution of Surefire.
 */
class RowReportTest {

  @Test
  void everyRowsTestsRanAndPassed() throws IOException {
    assumeFalse("off".equals(System.getProperty("engines")), "-Dengines=off");
    RowReport report = RowReport.of(RowTable.read("requirements.yaml"), BuildResults.read());
    Path file = Path.of("target/requirements.md");
    Files.createDirectories(file.getParent());
    Files.writeString(file, report.text());
    System.out.println("== requirements, also in golden/" + file + "\n" + report.text());
    assertEquals(List.of(), report.lacking(), "rows with a test that did not run or pass");
  }
}

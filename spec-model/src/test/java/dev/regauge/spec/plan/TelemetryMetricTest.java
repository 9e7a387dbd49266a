package dev.regauge.spec.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The contract of observability has the metrics that the plan names, and no others. */
class TelemetryMetricTest {

  private static final Path CONTRACT = Path.of("../docs/contracts/observability.md");

  @Test
  void theContractHasEachMetric() throws IOException {
    List<String> lines = Files.readAllLines(CONTRACT);
    SortedSet<String> written =
        lines.stream()
            .filter(line -> line.startsWith("| `<prefix>_"))
            .collect(Collectors.toCollection(TreeSet::new));
    SortedSet<String> planned =
        TelemetryMetric.table("<prefix>").values().stream()
            .map(
                metric ->
                    "| `%s` | `%s` | %s | %s |"
                        .formatted(
                            metric.name(),
                            metric.unit(),
                            String.join(", ", metric.labels()),
                            metric.about()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(String.join("\n", planned), String.join("\n", written));
  }

  @Test
  void theThreeOfIngestionsHaveTheNamesThatOthersKnow() {
    assertEquals("floe_ingestion_errors_total", TelemetryMetric.INGESTION_ERRORS.name("floe"));
    assertEquals("floe_ingestion_retry_total", TelemetryMetric.INGESTION_RETRIES.name("floe"));
    assertEquals(
        "floe_ingestion_rows_failed_total", TelemetryMetric.INGESTION_ROWS_FAILED.name("floe"));
  }
}

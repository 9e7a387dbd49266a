package dev.regauge.engine.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Each kind of difference is seen, and nothing else is; whole traces of real engines stand in
 * golden/engines.
 */
class TraceComparisonTest {

  private static String asset(String runner, String status, int attempt, String start, String end) {
    return """
        {"kind":"asset","runner":"%s","source":"engine","runKey":"p/j/2012-01-01/manual:%s","asset":"a/b","partition":{"day":"2012-01-01"},\
        "attempt":%d,"status":"%s","start":"2026-01-01T00:00:%sZ","end":"2026-01-01T00:00:%sZ"}
        """
        .formatted(runner, runner, attempt, status, start, end);
  }

  private static String table(String runner, String rows) {
    return "{\"kind\":\"table\",\"runner\":\"%s\",\"table\":\"a.b\",\"columns\":[\"x\"],\"rows\":%s}\n"
        .formatted(runner, rows);
  }

  private static List<String> compare(String first, String other) {
    return new TraceComparison(Optional.empty())
            .differences(List.of(TraceReader.read("one", first), TraceReader.read("two", other)))
            .stream()
            .map(Difference::line)
            .toList();
  }

  @Test
  void equalTracesHaveNoDifferenceWhateverTheirTimesAndRunIdentifiers() {
    assertEquals(
        List.of(),
        compare(asset("one", "success", 1, "01", "02"), asset("two", "success", 1, "05", "09")));
  }

  @Test
  void oneRetryTooManyIsSeen() {
    String twice = asset("two", "failed", 1, "01", "02") + asset("two", "success", 2, "03", "04");
    assertEquals(
        List.of("a/b @ 2012-01-01: attempts: one 1, two 2"),
        compare(asset("one", "success", 1, "01", "02"), twice));
  }

  @Test
  void anotherEndStateAndAnAbsentStepAreSeen() {
    assertEquals(
        List.of("a/b @ 2012-01-01: state: one success, two blocked"),
        compare(asset("one", "success", 1, "01", "02"), asset("two", "blocked", 1, "01", "02")));
    assertEquals(2, compare(asset("one", "success", 1, "01", "02"), table("two", "[]")).size() - 1);
  }

  @Test
  void theEnginesWordCountsBeforeTheRuntimes() {
    String runtimeSaysOtherwise =
        asset("two", "success", 1, "01", "02")
            .replace("success", "failed")
            .replace("engine", "runtime");
    assertEquals(
        List.of(),
        compare(
            asset("one", "success", 1, "01", "02"),
            asset("two", "success", 1, "01", "02") + runtimeSaysOtherwise));
  }

  @Test
  void aLostRowAndOneUnitInTheLastPlaceAreSeen() {
    assertEquals(
        List.of("table a.b: rows: one 2 rows, alone with [1], two 1 rows"),
        compare(table("one", "[[1],[1]]"), table("two", "[[1]]")));
    assertTrue(
        compare(table("one", "[[0.1]]"), table("two", "[[0.10000000000000002]]"))
            .getFirst()
            .contains("alone with [0.10000000000000002]"));
  }

  @Test
  void whatIsNoTraceIsSaidWithItsLine() {
    TraceReader.NotATrace error =
        assertThrows(
            TraceReader.NotATrace.class,
            () -> TraceReader.read("t.jsonl", "{\"kind\":\"x\"}\nhello"));
    assertTrue(String.valueOf(error.getMessage()).startsWith("t.jsonl:2: not JSON"));
  }
}

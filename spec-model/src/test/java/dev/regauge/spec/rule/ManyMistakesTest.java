package dev.regauge.spec.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Independent mistakes are all found at once, and one mistake is found once. */
class ManyMistakesTest {

  private static final String HEAD =
      "apiVersion: regauge.dev/v1\nkind: DataProduct\nmetadata: {name: shop}\n";

  @TempDir Path folder;

  private Checked check(String body) {
    return Checked.text(folder, HEAD + body);
  }

  /** Line and code of each finding, as the reader meets them. */
  private static List<String> places(Checked checked) {
    return checked.findings().stream()
        .map(found -> found.span().orElseThrow().line() + " " + found.code().id())
        .toList();
  }

  @Test
  void independentMistakesAreFoundTogether() {
    Checked checked =
        check(
            """
            defaults: {timezone: Mars/Olympus}
            pools: {api: 1}
            partitions: {day: {daily: 2025-01-01}}
            assets:
              - key: raw/orders
                partitions: days
                inputs: [raw/nothing]
                pool: {name: api, slots: 2}
                run: {python: "shop.load:orders"}
                checks: [{row_count: {min: 2, max: 1}}]
              - key: raw/orders
                maxRuntime: PT0S
                run: {python: "shop.load:again"}
              - key: a
                deps: [b]
                run: {command: x}
              - key: b
                deps: [a]
                env: {REGAUGE_X: "1"}
                run: {command: x}
            jobs:
              - name: daily
                select: [raw/order, "group:raw"]
                triggers: [{cron: "0 6 * *"}]
                params: {speed: 3}
            """);
    assertEquals(
        List.of(
            "4 RG-RULE-011",
            "9 RG-LINK-003",
            "10 RG-LINK-001",
            "11 RG-RULE-023",
            "13 RG-RULE-033",
            "14 RG-LINK-004",
            "15 RG-RULE-022",
            "18 RG-LINK-005",
            "22 RG-RULE-036",
            "26 RG-LINK-007",
            "27 RG-RULE-010",
            "28 RG-LINK-003"),
        places(checked));
  }

  /** What hangs on a wrong name is not reported again. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // A set that is not declared: no mapping, no partition column, no job set.
        "{key: u, partitions: dya, run: {python: 'm:f'}}, {key: r, partitions: day, inputs: [u],"
            + " run: {python: 'm:g'}} | RG-LINK-003",
        // An upstream that is not declared: no circle, no input, no cross-job warning.
        "{key: u, run: {python: 'm:f'}}, {key: r, inputs: [uu], run: {python: 'm:g'}, cron: '0 6 *"
            + " * *'} | RG-LINK-001",
        // A resource that is not declared: neither its type nor its arguments are judged.
        "{key: u, resources: [wh], run: {sql: {query: select 1 as n, engine: hw}}} | RG-LINK-003"
            + " RG-LINK-003",
        // A key given twice: its table and its job follow from it.
        "{key: u, run: {python: 'm:f'}, cron: '0 6 * * *'}, {key: u, run: {python: 'm:g'}} |"
            + " RG-LINK-004",
      })
  void oneMistakeIsFoundOnce(String assets, String codes) {
    Checked checked = check("partitions: {day: {daily: 2025-01-01}}\nassets: [" + assets + "]\n");
    assertEquals(List.of(codes.split(" ")), checked.codes(), checked::printed);
  }

  /** A product without assets is odd; a job without assets is none. */
  @Test
  void nothingIsOddAndAJobOfNothingIsAMistake() {
    assertEquals(List.of("RG-RULE-050"), check("").codes());
    assertEquals(List.of("RG-RULE-050", "RG-LINK-007"), check("jobs: [{name: daily}]\n").codes());
  }

  @Test
  void everyFindingHasAPlaceAndAHelp() {
    Checked checked =
        check(
            "partitions: {day: {static: [a, a]}}\n"
                + "assets: [{key: u, was: [u], run: {command: x}}]\n");
    assertTrue(checked.findings().size() > 1, checked::printed);
    for (Diagnostic found : checked.findings()) {
      assertTrue(found.span().isPresent() && !found.help().isEmpty(), found::toString);
    }
  }

  /** Only warnings can be silenced, by code and, where given, by place. */
  @ParameterizedTest
  @CsvSource({
    "'{code: RG-RULE-039, reason: r}', ''",
    "'{code: RG-RULE-039, at: \"assets[b]\", reason: r}', ''",
    "'{code: RG-RULE-039, at: \"assets[b].inputs\", reason: r}', ''",
    "'{code: RG-RULE-039, at: \"assets[bb]\", reason: r}', 'RG-RULE-039 RG-RULE-041'",
    "'{code: RG-RULE-039, at: \"assets[a]\", reason: r}', 'RG-RULE-039 RG-RULE-041'",
    "'{code: RG-RULE-016, reason: r}', 'RG-RULE-039 RG-RULE-041'",
  })
  void silencesAreByCodeAndPlace(String silence, String codes) {
    Checked checked =
        check(
            """
            assets:
              - {key: a, run: {python: "m:f"}, cron: "0 5 * * *"}
              - {key: b, inputs: [a], run: {python: "m:g"}, cron: "0 6 * * *"}
            silence: [%s]
            """
                .formatted(silence));
    assertEquals(codes.isEmpty() ? List.of() : List.of(codes.split(" ")), checked.codes());
    assertTrue(checked.findings().stream().allMatch(f -> f.severity() == Severity.WARNING));
  }
}

package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.engine.TargetSelection;
import dev.regauge.engine.ledger.Ledger;
import dev.regauge.engine.ledger.TickOracle;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the ledger says of a cron trigger: not more than the engine's own clock keeps, with the
 * dates that lie ahead, and for one in Quartz's fields or with a deadline what becomes of it.
 */
class CronAnswersTest {

  private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

  @TempDir Path temp;

  @Test
  void aLineThatAnEngineReadsOtherwiseIsApproximatedWithTheDates() throws IOException {
    SortedMap<String, String> said = answers("", "{cron: '30 2 * * *'}", "cron_trigger");
    assertEquals(
        "approximated no tick at 2027-03-28T01:30:00Z, 2028-03-26T01:30:00Z;"
            + " a tick of its own at 2027-10-31T00:30:00Z, 2028-10-29T00:30:00Z"
            + " in the next two years: no tick asks for 2027-03-27, 2028-03-25: run it by hand, or"
            + " write catchup: true; a second run makes 2027-10-30, 2028-10-28 again",
        said.get("argo"));
    assertTrue(
        said.get("dagster").startsWith("approximated no tick at 2027-03-28T01:30:00Z"),
        said::toString);
    assertTrue(said.get("airflow").startsWith("emulated a generated timetable"), said::toString);
  }

  @Test
  void theAnswerIsTheSameOnEveryDayAndCanBeAccepted() throws IOException {
    String text = product("", "{cron: '30 2 * * *'}");
    FoundDiagnostics found = new FoundDiagnostics();
    Ledger ledger = ledger(text, found, false);
    assertEquals(
        "approximated where the clocks of Europe/Berlin change, the engine's ticks are its own:"
            + " none where they are set forward, one more where they are set back; the bundle runs"
            + " at its ticks",
        answers(ledger, "cron_trigger").get("argo"));
    String accepting =
        text.replace(
            "{name: argo, adapter: argo}",
            "{name: argo, adapter: argo, accept: [{feature: cron_trigger, reason: two nights}]}");
    FoundDiagnostics more = new FoundDiagnostics();
    assertEquals(
        answers(ledger, "cron_trigger"), answers(ledger(accepting, more, false), "cron_trigger"));
    assertEquals(found.sorted(), more.sorted(), "an acceptance that is used is no finding");
  }

  @Test
  void aLineThatAllReadAlikeKeepsItsAnswer() throws IOException {
    assertEquals("native", answers("", "{cron: '30 6 * * *'}", "cron_trigger").get("argo"));
    assertEquals(
        "native",
        answers("", "{cron: '30 2 * * *', timezone: Asia/Tokyo}", "cron_trigger").get("argo"));
  }

  @Test
  void quartzIsCarriedOutAsItsEqualOrRefused() throws IOException {
    SortedMap<String, String> equal =
        answers("", "{cron: '0 30 2 ? * 2-6', flavor: quartz6}", "quartz_cron");
    SortedMap<String, String> none =
        answers("", "{cron: '0 30 2 L * ?', flavor: quartz6}", "quartz_cron");
    for (String target : equal.keySet()) {
      assertEquals("emulated as the equal line of five fields, 30 2 * * 1-5", equal.get(target));
      assertEquals(
          "refused 'L' (day of month) is a day that only a calendar knows", none.get(target));
    }
  }

  @Test
  void aDeadlineIsRefusedWhereATickHasNoOneRunThatCanBeLate() throws IOException {
    String deadline = "{cron: '0 6 * * *', startDeadline: PT1H}";
    answers("", deadline, "start_deadline")
        .values()
        .forEach(said -> assertTrue(said.startsWith("emulated "), said));
    answers("catchup: true", deadline, "start_deadline")
        .values()
        .forEach(
            said ->
                assertEquals(
                    "refused with catch-up the next tick makes up for one that is left out", said));
    String values =
        product("", deadline).replace("day: {daily: 2026-01-01}", "day: {static: [a, b]}");
    answers(ledger(values, new FoundDiagnostics(), false), "start_deadline")
        .values()
        .forEach(said -> assertTrue(said.startsWith("refused a tick of this job asks"), said));
  }

  @Test
  void whatSkipCannotSeeOnAnEngineIsSaid() throws IOException {
    String one = "{cron: '0 6 * * *'}";
    String skips = "overlap: skip, catchup: true";
    for (String target : List.of("argo", "dagster")) {
      String said = answers(in(skips), one, "overlap_skip").get(target);
      assertTrue(String.valueOf(said).startsWith("emulated "), said);
      String more = in(skips + ", maxActiveRuns: 2");
      String refused = answers(more, one, "max_active_runs").get(target);
      assertTrue(String.valueOf(refused).startsWith("refused "), refused);
    }
    String other = one + ", {cron: '0 6 * * *', timezone: Asia/Tokyo}";
    assertTrue(
        String.valueOf(answers(in(skips), other, "overlap_skip").get("argo"))
            .startsWith("approximated a CronWorkflow sees its own runs alone"));
  }

  /** Members of a job, each on a line of its own. */
  private static String in(String members) {
    return members.replace(", ", "\n    ");
  }

  private SortedMap<String, String> answers(String more, String trigger, String feature)
      throws IOException {
    return answers(ledger(product(more, trigger), new FoundDiagnostics(), true), feature);
  }

  /** Target → what the ledger says of the trigger's value and of the feature's use alike. */
  private static SortedMap<String, String> answers(Ledger ledger, String feature) {
    SortedMap<String, String> uses = new TreeMap<>();
    ledger.uses().stream()
        .filter(use -> use.feature().equals(feature))
        .forEach(use -> uses.put(use.maker().target(), words(use.outcome())));
    SortedMap<String, String> leaves = new TreeMap<>();
    ledger.leaves().stream()
        .filter(leaf -> leaf.feature().equals(feature))
        .forEach(leaf -> leaves.put(leaf.maker().target(), words(leaf.outcome())));
    assertFalse(uses.isEmpty(), feature);
    assertEquals(uses, leaves);
    return uses;
  }

  private static String words(Ledger.Outcome outcome) {
    String text =
        outcome.how().or(outcome::difference).or(outcome::why).map(said -> " " + said).orElse("");
    return outcome.status().name().toLowerCase(java.util.Locale.ROOT) + text;
  }

  private static String product(String more, String trigger) {
    return """
        apiVersion: regauge.dev/v1
        kind: DataProduct
        metadata: {name: clocks}
        defaults: {timezone: Europe/Berlin}
        targets:
          - {name: dagster, adapter: dagster}
          - {name: airflow, adapter: airflow}
          - {name: argo, adapter: argo}
        catalogs: {lake: {type: jdbc, uri: {env: URI}, warehouse: {env: WAREHOUSE}}}
        partitions:
          day: {daily: 2026-01-01}
        assets:
          - {key: meter, partitions: day, run: {sql: "select 1 as n"}}
        jobs:
          - name: nightly
            select: [meter]
            triggers: [TRIGGER]
            MORE
        """
        .replace("TRIGGER", trigger)
        .replace("MORE", more);
  }

  private Ledger ledger(String text, FoundDiagnostics found, boolean isAhead) throws IOException {
    Path file = temp.resolve("product.yaml");
    Files.writeString(file, text);
    Generation made =
        new Generator(AdapterRegistry.installed(), "golden")
            .check(file, TargetSelection.ALL, found);
    return made.product()
        .sound()
        .map(
            sound ->
                isAhead
                    ? Ledger.of(sound, made.targets(), new TickOracle(sound, made.targets(), START))
                    : Ledger.of(sound, made.targets()))
        .orElseThrow();
  }
}

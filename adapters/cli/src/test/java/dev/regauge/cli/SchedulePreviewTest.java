package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a tick's partition maps to upstream, as {@code schedule preview} tells it. */
class SchedulePreviewTest {

  private static final String PRODUCT =
      """
      apiVersion: regauge.dev/v1
      kind: DataProduct
      metadata: {name: clocks}
      defaults: {timezone: Europe/Berlin}
      partitions:
        day: {daily: 2026-01-01}
        week: {weekly: 2026-01-05}
        region: {static: {values: [eu, us]}}
        tenant: {dynamic: {}}
      assets:
        - {key: meter, partitions: day, run: {command: ./m.sh}}
        - {key: place, partitions: region, run: {command: ./p.sh}}
        - {key: client, partitions: tenant, run: {command: ./c.sh}}
        - {key: name, run: {command: ./n.sh}}
        - key: clean
          partitions: day
          deps: [meter, name]
          run: {command: ./d.sh}
        - key: weekly
          partitions: week
          deps:
            - {asset: meter, mapping: {window: {start: -1, end: 0}}}
            - {asset: clean, mapping: {window: {start: 0, end: 0}}}
            - {asset: place, mapping: all}
            - {asset: client, mapping: all}
          run: {command: ./w.sh}
      jobs:
        - {name: weeks, select: [weekly], triggers: [{cron: "0 6 * * 1"}]}
        - {name: days, select: [clean], triggers: [{cron: "30 2 * * *"}]}
        - name: ticks
          select: [name]
          triggers: [{cron: "30 0 6 * * ?", flavor: quartz6}]
      """;

  @TempDir Path folder;

  /** The week from 16 March and the one before; the clock is set forward on the 29th. */
  @Test
  void aWeekNeedsItsDaysAndThoseOfTheWeekBefore() throws IOException {
    assertEquals(
        List.of(
            "  weekly needs clean, window(0, 0): 2026-03-23 … 2026-03-29 (7)",
            "  weekly needs client, all: keys that a run knows",
            "  weekly needs meter, window(-1, 0): 2026-03-16 … 2026-03-29 (14)",
            "  weekly needs place, all: eu us"),
        lines("weeks", "2026-03-30T00:00:00Z").stream()
            .filter(line -> line.startsWith("  "))
            .toList());
  }

  @Test
  void aTickBetweenTwoMinutesHasItsSecondsInLocalTimeToo() throws IOException {
    assertEquals(
        List.of(
            "TICK (UTC)            LOCAL                      PARTITION                 AN ENGINE"
                + " ALONE",
            "2026-03-30T04:00:30Z  2026-03-30T06:00:30+02:00  -"),
        lines("ticks", "2026-03-30T00:00:00Z"));
  }

  @Test
  void whatHasTheSameKeyIsToldInJsonOnly() throws IOException {
    assertEquals(
        List.of(),
        lines("days", "2026-03-30T00:00:00Z").stream()
            .filter(line -> line.startsWith("  "))
            .toList());
    JsonNode tick =
        new JsonMapper()
            .readTree(String.join("\n", lines("days", "2026-03-30T00:00:00Z", "--json")))
            .at("/ticks/0");
    assertEquals("2026-03-29", tick.at("/partitions/0").asString());
    assertEquals(1, tick.at("/upstream").size(), "'name' has no partitions");
    assertEquals("meter", tick.at("/upstream/0/upstream").asString());
    assertEquals("identity", tick.at("/upstream/0/mapping").asString());
    assertEquals("[\"2026-03-29\"]", tick.at("/upstream/0/partitions").toString());
  }

  private List<String> lines(String job, String from, String... more) throws IOException {
    Files.writeString(folder.resolve("product.yaml"), PRODUCT);
    for (String name : List.of("m", "p", "c", "n", "d", "w")) {
      Files.writeString(folder.resolve(name + ".sh"), "true\n");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> words =
        new ArrayList<>(
            List.of("schedule", "preview", job, folder.toString(), "-n", "1", "--from", from));
    words.addAll(List.of(more));
    int exit =
        Main.run(
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            words.toArray(String[]::new));
    assertEquals(0, exit, err.toString(StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}

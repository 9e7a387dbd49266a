package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line between the layers, in charts of ours and in what somebody added to them. */
class LintChartsTest {
  private static final Path GOLDEN = Path.of("../../golden/services");

  @TempDir Path folder;

  @Test
  void ourOwnChartsKeepTheirLayer() {
    assertEquals("0 ", lint(GOLDEN.resolve("shop/expected/helm/platform")));
    assertEquals("0 ", lint(GOLDEN.resolve("jobs/weather/jobs")));
  }

  @Test
  void aJobInThePlatformsChartIsRefused() throws IOException {
    String said = lint(chart("3", "kind: Deployment\n---\nkind: \"Job\"\n"));
    assertTrue(said.startsWith("1 error[RG-RULE-476]: Job in the platform's chart"), said);
    assertTrue(said.contains("added.yaml:3:8"), said);
    assertTrue(lint(chart("3", "items:\n  - kind: CronJob\n")).contains("added.yaml:2:11"));
  }

  @Test
  void whatLivesLongInAChartOfJobsIsRefused() throws IOException {
    for (String kind : new String[] {"Deployment", "StatefulSet", "DaemonSet"}) {
      String said = lint(chart("4", "kind: Job\n---\nkind: " + kind + "\n"));
      assertTrue(said.startsWith("1 error[RG-RULE-476]: " + kind + " in a chart of jobs"), said);
    }
  }

  @Test
  void whatNobodyCanSayIsRefused() throws IOException {
    assertTrue(lint(chart("4", "kind: {{ .Values.kind }}\n")).contains("only Helm knows its kind"));
    assertTrue(lint(chart("5", "kind: Job\n")).contains("the chart does not say its layer"));
  }

  @Test
  void whatIsNoChartIsAskedForAgain() {
    assertTrue(lint(folder).startsWith("2 "), lint(folder));
  }

  private Path chart(String layer, String template) throws IOException {
    Files.createDirectories(folder.resolve("templates"));
    Files.writeString(
        folder.resolve("Chart.yaml"),
        "apiVersion: v2\nname: x\nannotations:\n  regauge.dev/layer: \"" + layer + "\"\n");
    Files.writeString(folder.resolve("templates/added.yaml"), template);
    return folder;
  }

  private static String lint(Path chart) {
    ByteArrayOutputStream talk = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(talk, true, StandardCharsets.UTF_8);
    int code = Main.run(new Terminal(both, both), "lint", "charts", chart.toString());
    return code + " " + talk.toString(StandardCharsets.UTF_8);
  }
}

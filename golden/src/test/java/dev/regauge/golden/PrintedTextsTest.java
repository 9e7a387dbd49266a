package dev.regauge.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.regauge.cli.Main;
import dev.regauge.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.approvaltests.Approvals;
import org.approvaltests.core.Options;
import org.approvaltests.reporters.QuietReporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the command line prints for people, held to the approved texts in {@code golden/cli}.
 *
 * <p>{@code -Dgolden.approve=cli/} rewrites them, and fails.
 */
class PrintedTextsTest {

  @ParameterizedTest
  @CsvSource({
    "ledger.txt, ledger cases/diamond",
    "ledger.md, ledger cases/diamond --markdown",
    "ledger.html, ledger cases/smallest --html",
    "ledger-ticks.txt, ledger cli/clocks --from 2026-01-01T00:00:00Z",
    "explain-value.txt, explain assets[silver/days].retry.max cases/weather",
    "explain-short-form.txt, explain assets[silver/orders].retry cli/origins",
    "explain-switch.txt, explain jobs[silver_orders].triggers cli/origins",
    "explain-override.txt, explain pools cli/origins",
    "explain-variable.txt, explain catalogs[lake] cli/origins",
    "explain-owner.txt, explain alerts[failed] cli/origins",
    "explain-value.json, explain alerts[failed].owner cli/origins --json",
    "explain-edge.txt, explain assets[silver/days].inputs cases/weather",
    "explain-code.txt, explain RG-RULE-052"
  })
  void theTextIsTheApprovedOne(String name, String line) throws IOException {
    String printed = printed(line.split(" "));
    Path approved = Path.of("cli").resolve(name);
    String asked = System.getProperty("golden.approve", "");
    if (!asked.isEmpty() && ("cli/" + name).startsWith(asked)) {
      assertNotEquals("true", System.getenv("CI"), "nothing is approved in CI");
      Files.createDirectories(approved.getParent());
      Files.writeString(approved, printed);
      fail("approved " + approved);
    }
    Approvals.verify(printed, options("cli/" + name));
  }

  /** The comparison itself must see what it is there to see. */
  @Test
  void anotherTextIsSeen() {
    assertThrows(
        Error.class, () -> Approvals.verify("other\n", options("rules/RG-RULE-050/bad.txt")));
  }

  private static Options options(String name) {
    return new Options()
        .withReporter(QuietReporter.INSTANCE)
        .forFile()
        .withNamer(new ApprovedPlace(name));
  }

  private static String printed(String... line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            line);
    assertEquals(0, code, err.toString(StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }
}

package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * What no case reaches: a bug of ours, which ends with 70 and shows its trace for the report, and
 * the limits of the machine, which are one line.
 */
class FailuresTest {

  @CommandLine.Command(name = "stumble")
  private static final class Stumble implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new IllegalStateException("two and two are five");
    }
  }

  @Test
  void aBugOfOursIsSeventyAndShowsItsTrace() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    CommandLine line = new CommandLine(new Stumble());
    line.setExecutionExceptionHandler(new Failures(terminal));

    assertEquals(70, line.execute());

    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.startsWith("error: this is a bug in regauge"), said);
    assertTrue(said.contains("two and two are five") && said.contains("\tat "), said);
    assertEquals("", out.toString(StandardCharsets.UTF_8));
  }

  /** A program whose memory is too small for a product, and one whose standard output is full. */
  @Test
  void theMachinesLimitsAreOneLineAndFour(@TempDir Path folder) throws Exception {
    StringBuilder large = new StringBuilder();
    large.append("apiVersion: regauge.dev/v1\nkind: DataProduct\nmetadata: {name: big}\nassets:\n");
    for (int i = 0; i < 10_000; i++) {
      large.append("  - {key: a/n").append(i).append(", run: {sql: select 1 as n}, retry: 3}\n");
    }
    Path product = Files.writeString(folder.resolve("product.yaml"), large);
    assertEquals(
        "4 error: the memory that Java gives this program, N MiB, is not enough for this product;"
            + " give Java more, such as -Xmx1g\n",
        program("'-Xmx28m'", "check " + product + " >/dev/null")
            .replaceFirst(", [0-9]+ MiB", ", N MiB"));
    assertEquals(
        "4 error: what is printed is lost: No space left on device\n",
        program("", "adapters >/dev/full"));
  }

  @Test
  void aReaderThatLeavesIsNoFailure() throws Exception {
    assertEquals("0 ", program("", "schema | true"));
  }

  @Test
  void aStackThatIsTooSmallIsOneLine() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream said = new PrintStream(err, true, StandardCharsets.UTF_8);
    Failures failures = new Failures(new Terminal(said, said));
    Exception wrapped = new IllegalStateException(new StackOverflowError());
    CommandLine line = new CommandLine(new Stumble());
    CommandLine.ParseResult nothing = line.parseArgs();
    assertEquals(4, failures.handleExecutionException(wrapped, line, nothing));
    assertEquals(1, err.toString(StandardCharsets.UTF_8).lines().count(), err::toString);
  }

  /** Runs the program in a shell and returns its exit code and what it says. */
  private static String program(String options, String command) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String script =
        "set -o pipefail; '"
            + java
            + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "
            + options
            + " -cp \"$CLASSES\" dev.regauge.cli.Main "
            + command;
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
    shell.environment().put("CLASSES", System.getProperty("java.class.path"));
    Process process = shell.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + said;
  }
}

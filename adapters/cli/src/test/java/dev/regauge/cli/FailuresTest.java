package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What no case reaches: a bug of ours. It ends with 70, and its trace is for the report. */
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
}

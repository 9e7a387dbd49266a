package dev.regauge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every command has a page, which says all its options and is roff. */
class ManCommandTest {

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Terminal terminal = new Terminal(stream(out), stream(new ByteArrayOutputStream()));

  @Test
  void everyCommandHasAPageWithItsOptions() throws Exception {
    assertEquals(0, Main.run(terminal, "man", "--write", folder.toString()));
    List<CommandSpec> commands = ManCommand.all(Main.line(terminal).getCommandSpec());
    assertTrue(commands.size() > 20, commands::toString);
    for (CommandSpec command : commands) {
      String page = Files.readString(folder.resolve(ManPage.fileName(command)));
      assertTrue(
          page.contains(".SH SYNOPSIS\n" + command.qualifiedName().replace("-", "\\-")), page);
      for (OptionSpec option : command.options()) {
        String name = option.longestName().replace("-", "\\-");
        assertTrue(option.hidden() || page.contains(name), () -> name + " is not in " + page);
      }
      assertTrue(page.lines().noneMatch(line -> line.contains("${")), page);
    }
    try (Stream<Path> pages = Files.list(folder)) {
      assertEquals(commands.size(), pages.count());
    }
  }

  @Test
  void thePagesAreWhatManReads() throws Exception {
    Process version = null;
    try {
      version = new ProcessBuilder("groff", "--version").redirectErrorStream(true).start();
      version.getInputStream().readAllBytes();
    } catch (java.io.IOException e) {
      assumeTrue("true".equals(System.getenv("CI")), "there is no groff here");
    }
    assertTrue(version != null && version.waitFor() == 0, "CI has groff");
    assertEquals(0, Main.run(terminal, "man", "--write", folder.toString()));
    try (Stream<Path> pages = Files.list(folder)) {
      for (Path page : (Iterable<Path>) pages::iterator) {
        Process groff =
            new ProcessBuilder("groff", "-man", "-Tascii", "-ww", "-z", page.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("", said);
        assertEquals(0, groff.waitFor());
      }
    }
  }

  @Test
  void onePageIsPrintedAndAnUnknownOneIsNot() {
    assertEquals(0, Main.run(terminal, "man", "tables", "plan"));
    String page = out.toString(StandardCharsets.UTF_8);
    assertTrue(page.startsWith(".TH \"REGAUGE-TABLES-PLAN\" 1"), page);
    assertEquals(2, Main.run(terminal, "man", "tables", "nothing"));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}

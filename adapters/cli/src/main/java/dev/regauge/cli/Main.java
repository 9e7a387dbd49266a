package dev.regauge.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** The program {@code regauge}. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(Terminal.ofProcess(), arguments));
  }

  /** Runs a command and returns its exit code; never throws. */
  public static int run(Terminal terminal, String... arguments) {
    CommandLine line = line(terminal);
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    Failures failures = new Failures(terminal);
    line.setExecutionExceptionHandler(failures);
    line.setParameterExceptionHandler(failures);
    return line.execute(arguments);
  }

  /** Returns the program with all its commands. */
  static CommandLine line(Terminal terminal) {
    CommandLine line = new CommandLine(new RegaugeCommand());
    for (Object command : commands(terminal)) {
      line.addSubcommand(command);
    }
    return line;
  }

  /** In the order in which help lists them. */
  private static List<Object> commands(Terminal terminal) {
    return List.of(
        new CheckCommand(terminal),
        new FormatCommand(terminal),
        new MigrateCommand(terminal),
        new GenerateCommand(terminal),
        new RunCommand(terminal),
        new PlanIrCommand(terminal),
        new CommandLine(new ScheduleCommand()).addSubcommand(new SchedulePreviewCommand(terminal)),
        new LedgerCommand(terminal),
        new CompareCommand(terminal),
        TablesCommand.with(terminal),
        new InitCommand(terminal),
        new ExplainCommand(terminal),
        new WhereCommand(terminal),
        new DemoCommand(terminal),
        new AdaptersCommand(terminal),
        new SchemaCommand(terminal),
        new LspCommand(terminal),
        new CompletionCommand(terminal),
        new ManCommand(terminal));
  }
}

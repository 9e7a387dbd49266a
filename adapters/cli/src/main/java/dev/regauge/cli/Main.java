package dev.regauge.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** The program {@code regauge}. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    ProcessOutput out = new ProcessOutput();
    Terminal terminal = Terminal.ofProcess(out);
    int code = run(terminal, arguments);
    Optional<String> loss = out.loss();
    loss.ifPresent(why -> terminal.talkLine("error: what is printed is lost: " + why));
    System.exit(loss.isPresent() ? ExitCode.ENVIRONMENT : code);
  }

  /** Runs a command and returns its exit code; never throws. */
  public static int run(Terminal terminal, String... arguments) {
    CommandLine line = line(terminal);
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setExecutionStrategy(Main::executeAndClose);
    Failures failures = new Failures(terminal);
    line.setExecutionExceptionHandler(failures);
    line.setParameterExceptionHandler(failures);
    try {
      return line.execute(arguments);
    } catch (VirtualMachineError limit) {
      return failures.limit(limit);
    }
  }

  private static int executeAndClose(CommandLine.ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } finally {
      parsed.asCommandLineList().forEach(command -> close(command.getCommandSpec()));
    }
  }

  private static void close(CommandLine.Model.CommandSpec command) {
    if (command.userObject() instanceof ProductArgument product) {
      product.close();
    }
    command.mixins().values().forEach(Main::close);
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
        new PartitionsCommand(terminal),
        new PausesCommand(terminal),
        new PlanIrCommand(terminal),
        new CommandLine(new ScheduleCommand()).addSubcommand(new SchedulePreviewCommand(terminal)),
        new LedgerCommand(terminal),
        new LineageCommand(terminal),
        new CompareCommand(terminal),
        TablesCommand.with(terminal),
        ServicesCommand.with(terminal),
        TopicsCommand.with(terminal),
        SemanticCommand.with(terminal),
        JobsCommand.with(terminal),
        ContractCommand.with(terminal),
        LintCommand.with(terminal),
        new TopologyCommand(terminal),
        ImportCommand.with(terminal),
        new InitCommand(terminal),
        new ExplainCommand(terminal),
        new WhereCommand(terminal),
        new DemoCommand(terminal),
        new AdaptersCommand(terminal),
        PluginCommand.with(terminal),
        new ExtraCommand(terminal),
        new SchemaCommand(terminal),
        new LspCommand(terminal),
        new CompletionCommand(terminal),
        new ManCommand(terminal));
  }
}

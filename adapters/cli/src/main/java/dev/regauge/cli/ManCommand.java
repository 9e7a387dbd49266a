package dev.regauge.cli;

import dev.regauge.engine.GeneratorVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code regauge man}: the manual pages, which are made from the commands themselves. */
@Command(
    name = "man",
    mixinStandardHelpOptions = true,
    description = {
      "Print the manual page of a command, or write those of all.",
      "To read one: regauge man check | man -l -"
    })
final class ManCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The command, for example tables plan; by default regauge itself.")
  List<String> names = List.of();

  @Option(
      names = "--write",
      paramLabel = "DIR",
      description = "Write all pages into this folder, for example ~/.local/share/man/man1.")
  @Nullable Path folder;

  @Spec private @Nullable CommandSpec command;

  private final Terminal terminal;

  ManCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    CommandSpec own = command;
    if (own == null) {
      throw new IllegalStateException("used outside a command");
    }
    CommandSpec asked = own.root();
    for (String name : names) {
      CommandLine next = asked.subcommands().get(name);
      if (next == null) {
        throw new ParameterException(
            own.commandLine(), "there is no command '" + asked.qualifiedName() + " " + name + "'");
      }
      asked = next.getCommandSpec();
    }
    Path target = folder;
    if (target == null) {
      terminal.data(ManPage.of(asked, GeneratorVersion.CURRENT));
      return ExitCode.FINE;
    }
    Files.createDirectories(target);
    for (CommandSpec each : all(asked)) {
      Path page = target.resolve(ManPage.fileName(each));
      Files.writeString(page, ManPage.of(each, GeneratorVersion.CURRENT));
      terminal.dataLine("wrote " + page);
    }
    return ExitCode.FINE;
  }

  /** Returns a command and all that are inside it. */
  static List<CommandSpec> all(CommandSpec command) {
    List<CommandSpec> found = new ArrayList<>(List.of(command));
    for (Map.Entry<String, CommandLine> inner : command.subcommands().entrySet()) {
      found.addAll(all(inner.getValue().getCommandSpec()));
    }
    return found;
  }
}

package dev.regauge.cli;

import dev.regauge.plugins.api.catalog.TablesPlan;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code regauge tables plan}: what would be made and changed; changes nothing. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Compare the declared tables with the lock, and with those in their catalogs.",
      "A catalog whose settings are not set is not asked."
    })
final class TablesPlanCommand implements Callable<Integer> {
  @Mixin TablesArguments arguments = new TablesArguments();

  @Option(names = "--offline", description = "Compare with the lock only.")
  boolean isOffline;

  @Option(
      names = "--detailed-exitcode",
      description = "Exit 3 when something is to be made or changed.")
  boolean isDetailed;

  private final Terminal terminal;

  TablesPlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    return TablesSession.run(
        terminal,
        arguments,
        true,
        session -> {
          TablesPlan plan = isOffline ? session.offline() : session.planned();
          int code = session.print(plan, Optional.empty());
          return code == ExitCode.FINE && isDetailed && plan.hasChanges() ? ExitCode.CHANGES : code;
        });
  }
}

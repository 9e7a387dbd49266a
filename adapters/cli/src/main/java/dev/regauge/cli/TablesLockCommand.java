package dev.regauge.cli;

import dev.regauge.plugins.api.catalog.TablesPlan;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code regauge tables lock}: writes down which ids the tables' columns have. */
@Command(
    name = "lock",
    mixinStandardHelpOptions = true,
    description = {
      "Write "
          + TablesSession.LOCK
          + " beside the product file: the tables with their columns' ids.",
      "Commit it; what was given once is never given again."
    })
final class TablesLockCommand implements Callable<Integer> {
  @Mixin TablesArguments arguments = new TablesArguments();

  @Option(names = "--check", description = "Write nothing; exit 3 when the lock is not current.")
  boolean isCheck;

  @Option(
      names = "--adopt",
      description = "Ask the catalogs, and take the ids of tables that the lock does not know yet.")
  boolean isAdopting;

  private final Terminal terminal;

  TablesLockCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    return TablesSession.run(
        terminal,
        arguments,
        true,
        session -> {
          TablesPlan plan = isAdopting ? session.adopted() : session.offline();
          int code = session.print(plan, Optional.empty());
          if (code != ExitCode.FINE || plan.isLockCurrent()) {
            return code;
          }
          if (isCheck) {
            terminal.talkLine(TablesSession.LOCK + " is not current: run 'regauge tables lock'");
            return ExitCode.CHANGES;
          }
          session.writeLock(plan.lock());
          return ExitCode.FINE;
        });
  }
}

package dev.regauge.cli;

import dev.regauge.plugins.api.catalog.TablesPlan;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code regauge tables apply}: makes and changes the tables in their catalogs. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Make the declared tables, and change those that are there.",
      "Nothing is touched when anything is wrong, or when a lock is there that is not current."
    })
final class TablesApplyCommand implements Callable<Integer> {
  @Mixin TablesArguments arguments = new TablesArguments();

  private final Terminal terminal;

  TablesApplyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    return TablesSession.run(
        terminal,
        arguments,
        false,
        session -> {
          TablesPlan done = session.applied();
          return session.print(done, Optional.of("done"));
        });
  }
}

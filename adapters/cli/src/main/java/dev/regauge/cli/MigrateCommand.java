package dev.regauge.cli;

import dev.regauge.spec.source.SpecMigrator;
import dev.regauge.spec.source.SpecMigrator.Migrated;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code regauge migrate}: files of an older Regauge in this one's words. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Bring files of an older Regauge up to the words of this one.",
      "Comments and everything else stay as they are; fmt and check do the rest."
    })
final class MigrateCommand implements Callable<Integer> {

  @Mixin FilesArgument files = new FilesArgument();

  private final Terminal terminal;

  MigrateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    return files.rewrite(
        terminal,
        (name, bytes, out) -> {
          Migrated migrated = new SpecMigrator().migrate(name, bytes, out);
          return new FilesArgument.Rewritten(
              migrated.text(), !migrated.steps().isEmpty(), migrated.steps(), migrated.sources());
        },
        "is up to date");
  }
}

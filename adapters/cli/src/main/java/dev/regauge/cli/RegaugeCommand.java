package dev.regauge.cli;

import dev.regauge.engine.GeneratorVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code regauge} itself: help, version, and the frame of the commands. */
@Command(
    name = "regauge",
    description = "Write a data pipeline down once, and run it on any orchestrator's rails.",
    mixinStandardHelpOptions = true,
    versionProvider = RegaugeCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class RegaugeCommand {

  /** Tells the version of the build. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"regauge " + GeneratorVersion.CURRENT};
    }
  }
}

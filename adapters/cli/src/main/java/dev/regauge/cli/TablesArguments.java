package dev.regauge.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which product's tables, and where their catalogs' settings come from. */
final class TablesArguments {
  @Mixin ProductArgument product = new ProductArgument();

  @Option(
      names = "--env",
      paramLabel = "NAME",
      description = "The environment of the product whose values the catalogs take.")
  @Nullable String environment;

  @Option(
      names = "--embedded",
      description =
          "Let the embedded catalog stand in for one whose settings are not set, as 'run' does.")
  boolean isEmbedded;
}

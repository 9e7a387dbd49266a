package dev.regauge.cli;

import dev.regauge.engine.TargetSelection;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which targets a command is about. */
final class TargetArguments {

  @Option(
      names = "--target",
      paramLabel = "NAME",
      description = "A target of the product, by name; may be repeated.")
  List<String> targets = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "ADAPTER",
      description = "An adapter with its defaults, whatever the product says; may be repeated.")
  List<String> adapters = new ArrayList<>();

  TargetSelection selection() {
    return new TargetSelection(targets, adapters);
  }
}

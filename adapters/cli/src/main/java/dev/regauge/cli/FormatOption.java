package dev.regauge.cli;

import picocli.CommandLine.Option;

/** How a command prints: the option and its short form, the same wherever there are findings. */
final class FormatOption {

  /**
   * How a command prints its data. With {@code sarif}, {@code github} and {@code junit} the
   * findings are the data, whatever the command has else.
   */
  enum Format {
    text,
    json,
    sarif,
    github,
    junit
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.",
      defaultValue = "text")
  Format format = Format.text;

  @Option(names = "--json", description = "Short for --format json.")
  boolean isJsonShort;

  /** Returns the format that was asked for, in either way. */
  Format asked() {
    return isJsonShort ? Format.json : format;
  }
}

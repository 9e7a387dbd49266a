package dev.regauge.templates.literal;

/**
 * A finished piece of text that is not Python: the only thing that a FreeMarker template may print.
 */
public sealed interface FinishedText
    permits DockerArg, JsonText, MarkdownText, PlainName, ShellWord {

  /** The text as it is printed. */
  String text();
}

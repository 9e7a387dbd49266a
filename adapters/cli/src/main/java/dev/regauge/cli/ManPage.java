package dev.regauge.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A manual page of one command, in the language of {@code man} (roff).
 *
 * <p>picocli's own generator writes AsciiDoc, whose converter is larger than we are.
 */
final class ManPage {

  private static final Map<Integer, String> EXITS =
      Map.of(
          ExitCode.FINE, "All is well.",
          ExitCode.WRONG_SPEC, "The product is wrong.",
          ExitCode.USAGE, "The command is wrong.",
          ExitCode.CHANGES, "Something would change, or differs.",
          ExitCode.ENVIRONMENT, "The disk, the network or a tool failed.",
          ExitCode.LOCKED, "Another run writes to the output.",
          ExitCode.PLUGIN, "An adapter failed.",
          ExitCode.RUN_FAILED, "The pipeline ran and failed.",
          ExitCode.BUG, "A bug of regauge; it prints its trace.");

  private final CommandSpec command;
  private final String version;
  private final StringBuilder out = new StringBuilder();

  private ManPage(CommandSpec command, String version) {
    this.command = command;
    this.version = version;
  }

  /** Returns the page's file name, for example {@code regauge-tables-plan.1}. */
  static String fileName(CommandSpec command) {
    return command.qualifiedName("-") + ".1";
  }

  /** Returns the page; it ends with a newline. */
  static String of(CommandSpec command, String version) {
    return new ManPage(command, version).text();
  }

  private String text() {
    String name = command.qualifiedName("-");
    List<String> about = List.of(command.usageMessage().description());
    out.append(".TH \"")
        .append(name.toUpperCase(Locale.ROOT))
        .append("\" 1 \"\" \"regauge ")
        .append(version)
        .append("\" \"Regauge\"\n.nh\n.ad l\n");
    section("NAME");
    line(name + " - " + (about.isEmpty() ? name : sentence(about.getFirst())));
    section("SYNOPSIS");
    Help help = command.commandLine().getHelp();
    line(help.synopsis(0).strip().replaceAll("\\s+", " "));
    section("DESCRIPTION");
    about.forEach(this::line);
    arguments();
    commands();
    section("EXIT STATUS");
    EXITS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(exit -> item(String.valueOf(exit.getKey()), List.of(exit.getValue())));
    others();
    return out.toString();
  }

  private static String sentence(String words) {
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }

  private void arguments() {
    List<ArgSpec> arguments = new ArrayList<>(command.positionalParameters());
    arguments.removeIf(ArgSpec::hidden);
    if (!arguments.isEmpty()) {
      section("ARGUMENTS");
      arguments.forEach(argument -> item(argument.paramLabel(), words(argument)));
    }
    section("OPTIONS");
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        String names = String.join(", ", option.names());
        String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        item(names + value, words(option));
      }
    }
  }

  /** Returns an argument's words, with what picocli fills in them. */
  private static List<String> words(ArgSpec argument) {
    return List.of(argument.description());
  }

  private void commands() {
    Map<String, CommandLine> commands = command.subcommands();
    if (!commands.isEmpty()) {
      section("COMMANDS");
      commands.forEach(
          (name, line) -> item(name, List.of(line.getCommandSpec().usageMessage().description())));
    }
  }

  private void others() {
    section("SEE ALSO");
    List<String> others = new ArrayList<>();
    if (command.parent() != null) {
      others.add(command.parent().qualifiedName("-"));
    }
    command
        .subcommands()
        .values()
        .forEach(line -> others.add(line.getCommandSpec().qualifiedName("-")));
    line(String.join(", ", others.stream().map(other -> other + "(1)").toList()));
  }

  private void section(String name) {
    out.append(".SH ").append(name).append('\n');
  }

  private void item(String term, List<String> words) {
    out.append(".TP\n\\fB").append(escaped(term)).append("\\fR\n");
    words.forEach(this::line);
  }

  private void line(String words) {
    String plain = Ansi.OFF.string(words).strip();
    if (!plain.isEmpty()) {
      out.append(escaped(plain.replace('\n', ' '))).append('\n');
    }
  }

  /** A backslash and a dash mean themselves, and no line begins a request. */
  private static String escaped(String words) {
    String text = words.replace("\\", "\\e").replace("-", "\\-");
    return text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text;
  }
}

package dev.regauge.cli;

import dev.regauge.engine.BrokenAdapter;
import dev.regauge.engine.UnknownTarget;
import dev.regauge.engine.output.OutputLocked;
import dev.regauge.plugins.api.catalog.CatalogUnreachable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import picocli.CommandLine;

/** Turns what a command throws into one line and an exit code; only our own bugs show a trace. */
final class Failures
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
  private static final long MEBIBYTE = 1024L * 1024L;

  private final Terminal terminal;

  Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof VirtualMachineError limit) {
        return limit(limit);
      }
    }
    return switch (failure) {
      case UnknownTarget usage -> say(ExitCode.USAGE, String.valueOf(usage.getMessage()));
      case CommandLine.ParameterException usage -> handleParseException(usage, new String[0]);
      case BrokenAdapter broken -> say(ExitCode.PLUGIN, String.valueOf(broken.getMessage()));
      case CatalogUnreachable outside ->
          say(ExitCode.ENVIRONMENT, String.valueOf(outside.getMessage()));
      case OutputLocked locked ->
          say(ExitCode.LOCKED, locked.getMessage() + "; try again when it is done");
      case IOException disk -> say(ExitCode.ENVIRONMENT, words(disk));
      case UncheckedIOException disk ->
          say(ExitCode.ENVIRONMENT, String.valueOf(disk.getMessage()));
      default -> bug(failure);
    };
  }

  @Override
  public int handleParseException(CommandLine.ParameterException wrong, String[] arguments) {
    terminal.talkLine("error: " + wrong.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, wrong.getCommandLine().getErr());
    terminal.talkLine(
        String.format(
            Locale.ROOT,
            "Try '%s --help'.",
            wrong.getCommandLine().getCommandSpec().qualifiedName()));
    return ExitCode.USAGE;
  }

  private static String words(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case NoSuchFileException _ -> "there is no '" + message + "'";
      case AccessDeniedException _ -> "no right to use '" + message + "'";
      case FileAlreadyExistsException _ -> "'" + message + "' is a file, not a folder";
      default -> message;
    };
  }

  /** The machine's limits are not the spec's fault and no bug: one line, and no trace. */
  int limit(VirtualMachineError limit) {
    return switch (limit) {
      case OutOfMemoryError _ ->
          say(
              ExitCode.ENVIRONMENT,
              "the memory that Java gives this program, "
                  + Runtime.getRuntime().maxMemory() / MEBIBYTE
                  + " MiB, is not enough for this product; give Java more, such as -Xmx1g");
      case StackOverflowError _ ->
          say(
              ExitCode.ENVIRONMENT,
              "something in this product is nested too deeply for the stack that Java gives this"
                  + " program; give Java more, such as -Xss16m");
      default -> throw limit;
    };
  }

  private int say(int code, String message) {
    terminal.talkLine("error: " + message);
    return code;
  }

  private int bug(Exception failure) {
    terminal.talkLine("error: this is a bug in regauge; please report what follows");
    failure.printStackTrace(terminal.err());
    return ExitCode.BUG;
  }
}

package dev.regauge.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code regauge completion}: the script by which a shell completes our commands. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Print the completion script of a shell.",
      "In ~/.bashrc or ~/.zshrc: source <(regauge completion bash)"
    })
final class CompletionCommand implements Callable<Integer> {

  /** The shells that have a script; it is one for both, which asks the shell for its name. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      defaultValue = "bash",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Shell shell = Shell.bash;

  @Spec private @Nullable CommandSpec command;

  private final Terminal terminal;

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandSpec own = command;
    if (own == null) {
      throw new IllegalStateException("used outside a command");
    }
    String script = AutoComplete.bash("regauge", own.root().commandLine());
    terminal.data(
        switch (shell) {
          case bash, zsh -> script.replace("\r", "");
        });
    return ExitCode.FINE;
  }
}

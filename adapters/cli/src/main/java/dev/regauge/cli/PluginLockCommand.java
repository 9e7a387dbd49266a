package dev.regauge.cli;

import dev.regauge.engine.PrettyJson;
import dev.regauge.plugins.host.PluginLock;
import dev.regauge.plugins.host.PluginRegistry;
import dev.regauge.plugins.host.Project;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code regauge plugin lock}: writes down which plugins the project uses, to the byte. */
@Command(
    name = "lock",
    mixinStandardHelpOptions = true,
    description = {
      "Write " + PluginLock.FILE + " beside regauge.yaml: each plugin with its digest.",
      "Commit it; a plugin that is another one later is refused with exit 6."
    })
final class PluginLockCommand implements Callable<Integer> {
  @Mixin PluginArguments arguments = new PluginArguments();

  @Option(names = "--check", description = "Write nothing; exit 3 when the lock is not current.")
  boolean isCheck;

  private final Terminal terminal;

  PluginLockCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    Project project = arguments.project(found);
    Project unlocked = project.unlocked();
    try (PluginRegistry registry =
        PluginRegistry.discoverAll(unlocked, arguments.pluginFolders, found)) {
      PluginWords.talk(terminal, found.sorted());
      if (found.hasErrors()) {
        return Findings.exitCode(found);
      }
      PluginLock lock = PluginLock.of(registry.all());
      if (project.lock().filter(lock::equals).isPresent()) {
        terminal.talkLine("unchanged: " + lock.plugins().size() + " plugins");
        return ExitCode.FINE;
      }
      if (isCheck) {
        terminal.talkLine(PluginLock.FILE + " is not current: run 'regauge plugin lock'");
        return ExitCode.CHANGES;
      }
      write(project.folder().orElse(arguments.folder), PrettyJson.text(lock.tree()));
      terminal.talkLine("wrote " + PluginLock.FILE + ": " + lock.plugins().size() + " plugins");
      return ExitCode.FINE;
    }
  }

  private static void write(Path folder, String text) throws IOException {
    Path absolute = folder.toAbsolutePath();
    Path made = Files.createTempFile(absolute, PluginLock.FILE, ".tmp");
    try {
      Files.writeString(made, text);
      Files.move(
          made,
          absolute.resolve(PluginLock.FILE),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
    }
  }
}

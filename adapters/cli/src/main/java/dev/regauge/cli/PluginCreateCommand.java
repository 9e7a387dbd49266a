package dev.regauge.cli;

import dev.regauge.engine.GeneratorVersion;
import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.scaffold.Language;
import dev.regauge.plugins.scaffold.Scaffold;
import dev.regauge.spec.diagnostic.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code regauge plugin create}: the project of a new plugin, in a new folder. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = "Make the project of a new plugin, which compiles and passes its own test.")
final class PluginCreateCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The plugin's name, and its folder's.")
  String name = "";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      required = true,
      description = "What the plugin is, in singular or plural: source, quality, hook, ...")
  String type = "";

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      description = "${COMPLETION-CANDIDATES}; by default yaml where the type can do without code.")
  @Nullable Language language;

  @Option(names = "--in", paramLabel = "DIR", description = "Where the folder is made.")
  Path parent = Path.of("");

  @Spec @Nullable CommandSpec command;

  private final Terminal terminal;

  PluginCreateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Scaffold.fault(name)
        .ifPresent(
            fault -> {
              throw usage(fault);
            });
    PluginType asked =
        PluginType.of(type)
            .orElseThrow(
                () ->
                    usage(
                        "there is no type of plugin '"
                            + type
                            + "'; "
                            + NearestName.question(type, PluginType.words())
                                .orElse("there are " + String.join(", ", PluginType.words()))));
    Language spoken = language;
    if (spoken == null) {
      spoken = Language.yaml.can(asked) ? Language.yaml : Language.java;
    }
    if (!spoken.can(asked)) {
      throw usage("a plugin of type " + asked.word() + " takes code in Java: --lang java");
    }
    Path folder = parent.resolve(name);
    if (Files.exists(folder) && !isEmpty(folder)) {
      throw usage("'" + folder + "' is there already");
    }
    Map<String, String> files = new Scaffold(name, asked, spoken, GeneratorVersion.CURRENT).files();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Path above = path.getParent();
      Files.createDirectories(above == null ? folder : above);
      Files.writeString(path, file.getValue());
    }
    terminal.dataLine(
        String.format(
            Locale.ROOT, "%s: %d files of a %s in %s", name, files.size(), asked.word(), folder));
    return ExitCode.FINE;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findFirst().isEmpty();
    }
  }

  private CommandLine.ParameterException usage(String message) {
    CommandSpec spec = command;
    if (spec == null) {
      throw new IllegalStateException("used outside a command");
    }
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}

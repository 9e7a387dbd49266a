package dev.regauge.cli;

import dev.regauge.engine.PrettyJson;
import dev.regauge.plugins.api.PluginMetadata;
import dev.regauge.plugins.host.Plugin;
import dev.regauge.plugins.host.PluginRegistry;
import dev.regauge.plugins.host.config.ConfigNames;
import dev.regauge.plugins.host.config.ConfigRules;
import dev.regauge.plugins.host.manifest.PluginManifest;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code regauge plugin info}: what a plugin says of itself. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "Tell what a plugin is, provides and needs.")
final class PluginInfoCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "The plugin's name.")
  String name = "";

  @Mixin PluginArguments arguments = new PluginArguments();

  @Spec @Nullable CommandSpec command;

  private final Terminal terminal;

  PluginInfoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FoundDiagnostics found = new FoundDiagnostics();
    try (PluginRegistry registry = arguments.open(found)) {
      Plugin plugin =
          registry.all().stream()
              .filter(one -> one.name().equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(registry));
      if (arguments.isJson) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        PluginWords.json(plugin, node);
        terminal.data(PrettyJson.text(node));
      } else {
        print(plugin);
      }
    }
    return ExitCode.FINE;
  }

  private CommandLine.ParameterException unknown(PluginRegistry registry) {
    List<String> names = registry.all().stream().map(Plugin::name).toList();
    String near = NearestName.question(name, names).map(question -> "; " + question).orElse("");
    CommandSpec spec = command;
    if (spec == null) {
      throw new IllegalStateException("used outside a command");
    }
    return new CommandLine.ParameterException(
        spec.commandLine(), "there is no plugin '" + name + "'" + near);
  }

  private void print(Plugin plugin) {
    terminal.dataLine(PluginWords.line(plugin));
    say("place", Optional.of(plugin.place()));
    say("sha256", Optional.of(plugin.sha256()).filter(digest -> !digest.isEmpty()));
    Optional<PluginMetadata> data = plugin.metadata();
    say("plugin API", data.map(PluginMetadata::apiVersion));
    say("description", data.flatMap(PluginMetadata::description));
    say("author", data.flatMap(PluginMetadata::author));
    say("license", data.flatMap(PluginMetadata::license));
    say("homepage", data.flatMap(PluginMetadata::homepage));
    say("documentation", data.flatMap(PluginMetadata::documentation));
    list("provides", data.map(PluginMetadata::provides));
    list("requires", data.map(PluginMetadata::requires));
    list("optional", data.map(PluginMetadata::optional));
    plugin.forms().own().ifPresent(own -> settings("settings", own));
    plugin.manifest().map(PluginManifest::steps).stream()
        .flatMap(steps -> steps.keySet().stream())
        .forEach(
            step ->
                settings(
                    "step " + step,
                    plugin
                        .forms()
                        .steps()
                        .getOrDefault(step, new ConfigNames(List.of(), List.of()))));
  }

  private void settings(String whose, ConfigRules rules) {
    terminal.dataLine("  " + whose + ": needs " + rules.required() + ", takes " + rules.optional());
  }

  private void say(String word, Optional<String> text) {
    text.ifPresent(said -> terminal.dataLine("  " + word + ": " + said));
  }

  private void list(String word, Optional<List<String>> texts) {
    say(word, texts.filter(all -> !all.isEmpty()).map(all -> String.join(", ", all)));
  }
}

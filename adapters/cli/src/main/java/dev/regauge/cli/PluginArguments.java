package dev.regauge.cli;

import dev.regauge.plugins.host.PluginRegistry;
import dev.regauge.plugins.host.Project;
import dev.regauge.spec.diagnostic.Diagnostics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which project's plugins a command is about. */
final class PluginArguments {

  @Option(
      names = "--project",
      paramLabel = "DIR",
      description = "A folder of the project; by default this one.")
  Path folder = Path.of("");

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "A folder of plugins, beside those of regauge.yaml; may be repeated.")
  List<Path> pluginFolders = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON.")
  boolean isJson;

  Project project(Diagnostics out) {
    return Project.of(folder, out);
  }

  PluginRegistry open(Diagnostics out) {
    return PluginRegistry.discoverAll(project(out), pluginFolders, out);
  }
}

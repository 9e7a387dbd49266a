package dev.regauge.plugins.host;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.adapters.spi.Content;
import dev.regauge.adapters.spi.FileMode;
import dev.regauge.plugins.api.BundleRequest;
import dev.regauge.plugins.api.ExtraFile;
import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.host.manifest.PluginHome;
import dev.regauge.spec.diagnostic.Diagnostics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The files that plugins put into bundles; each is judged before a bundle sees it. */
public final class BundleAdditions {
  /** By it a step says whose code failed; {@code plugin_code.py} reads it. */
  private static final String OWNERS = "code/regauge_plugins.json";

  private final ProductPlugins plugins;
  private final Diagnostics out;

  /** Asks the plugins of a product that has been read. */
  public BundleAdditions(ProductPlugins plugins, Diagnostics out) {
    this.plugins = plugins;
    this.out = out;
  }

  /** A bundle that is to get files. */
  public record Asked(String adapter, String target, String version, String plan) {}

  /** Returns the files of extensions and charts for a bundle that has those files already. */
  public List<BundleFile> files(Asked asked, List<BundleFile> there) {
    SortedSet<String> taken = folded(there);
    List<BundleFile> files = new ArrayList<>();
    for (PluginType type : List.of(PluginType.EXTENSION, PluginType.CHARTS)) {
      for (Plugin plugin : plugins.registry().of(type)) {
        ObjectNode request =
            ServiceCalls.MAPPER.valueToTree(
                new BundleRequest(
                    asked.adapter(),
                    asked.target(),
                    asked.version(),
                    (ObjectNode) ServiceCalls.MAPPER.readTree(asked.plan()),
                    plugins.registry().project().config(plugin.name())));
        String folder = type == PluginType.CHARTS ? "charts/" + plugin.name() + "/" : "";
        plugins
            .ask(plugin, type, request, out)
            .ifPresent(answer -> add(plugin, answer, folder, taken, files));
      }
    }
    return files;
  }

  private void add(
      Plugin plugin,
      JsonNode answer,
      String folder,
      SortedSet<String> taken,
      List<BundleFile> files) {
    for (JsonNode node : answer.values()) {
      try {
        ExtraFile file = ServiceCalls.MAPPER.treeToValue(node, ExtraFile.class);
        String path = folder + file.path();
        if (isFree(plugin, path, taken)) {
          files.add(BundleFile.text(path, file.text()));
        }
      } catch (RuntimeException e) {
        out.add(
            PluginCodes.refusedAnswer(
                plugin.name(), "made a file that is none: " + ServiceAnswerer.firstLine(e)));
      }
    }
  }

  private boolean isFree(Plugin plugin, String path, SortedSet<String> taken) {
    Optional<String> fault = BundlePath.faultOf(path);
    if (fault.isPresent()) {
      out.add(
          PluginCodes.refusedAnswer(
              plugin.name(), "made a file whose path '" + path + "' " + fault.get()));
      return false;
    }
    if (!taken.add(path.toLowerCase(Locale.ROOT))) {
      out.add(
          PluginCodes.refusedAnswer(
              plugin.name(), "made the file '" + path + "', which the bundle has already"));
      return false;
    }
    return true;
  }

  /** Returns the Python packages of the plugins that the product uses, as a part of its code. */
  public List<BundleFile> code(List<BundleFile> there) {
    SortedSet<String> taken = folded(there);
    List<BundleFile> files = new ArrayList<>();
    ObjectNode owners = ServiceCalls.MAPPER.createObjectNode().put("version", 1);
    ArrayNode named = owners.putArray("plugins");
    for (Plugin plugin : plugins.used().values()) {
      if (plugin.home().isPresent()) {
        List<BundleFile> own = new ArrayList<>();
        code(plugin, plugin.home().get(), taken, own);
        files.addAll(own);
        if (!own.isEmpty()) {
          ObjectNode owner = named.addObject();
          owner.put("name", plugin.name()).put("version", plugin.version());
          ArrayNode modules = owner.putArray("modules");
          modules(own).forEach(modules::add);
        }
      }
    }
    if (!named.isEmpty()) {
      files.add(BundleFile.text(OWNERS, ServiceCalls.MAPPER.writeValueAsString(owners) + "\n"));
    }
    return files;
  }

  /** The names by which Python imports the files. */
  private static SortedSet<String> modules(List<BundleFile> files) {
    SortedSet<String> modules = new TreeSet<>();
    for (BundleFile file : files) {
      String path = file.path().value().substring("code/".length());
      int folder = path.indexOf('/');
      if (folder > 0) {
        modules.add(path.substring(0, folder));
      } else if (path.endsWith(".py")) {
        modules.add(path.substring(0, path.length() - ".py".length()));
      }
    }
    return modules;
  }

  private void code(
      Plugin plugin, PluginHome home, SortedSet<String> taken, List<BundleFile> files) {
    for (String path : home.files()) {
      Optional<String> module = module(plugin, path);
      if (module.isPresent() && isFree(plugin, "code/" + module.get(), taken)) {
        try {
          files.add(
              new BundleFile(
                  new BundlePath("code/" + module.get()),
                  Content.bytes(home.read(path).orElseThrow()),
                  FileMode.REGULAR,
                  List.of()));
        } catch (IOException e) {
          out.add(PluginCodes.failed(plugin.name(), "cannot be read: " + e.getMessage()));
        }
      }
    }
  }

  /** Returns where a plugin's file lies among the modules; nothing when it is no part of them. */
  private static Optional<String> module(Plugin plugin, String path) {
    return switch (plugin.form()) {
      case PYTHON ->
          path.contains(".dist-info/") || path.contains(".data/") || !path.contains("/")
              ? Optional.empty()
              : Optional.of(path);
      case YAML, JAVA ->
          plugin.manifest().orElseThrow().python().stream()
              .map(folder -> folder.endsWith("/") ? folder : folder + "/")
              .filter(path::startsWith)
              .findFirst()
              .map(folder -> path.substring(folder.length()));
      case BUILT_IN -> Optional.empty();
    };
  }

  private static SortedSet<String> folded(List<BundleFile> files) {
    SortedSet<String> paths = new TreeSet<>();
    files.forEach(file -> paths.add(file.path().value().toLowerCase(Locale.ROOT)));
    return paths;
  }
}

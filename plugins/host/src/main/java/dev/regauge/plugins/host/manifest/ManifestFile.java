package dev.regauge.plugins.host.manifest;

import dev.regauge.plugins.api.PluginMetadata;
import dev.regauge.plugins.api.PluginType;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.source.RecordFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code plugin.yaml}, and what it means. */
public final class ManifestFile {
  private static final RecordFile.Form<PluginManifest> FORM =
      new RecordFile.Form<>(PluginManifest.class);

  /** Where a jar has it. */
  public static final String IN_JAR = "META-INF/regauge/plugin.yaml";

  /** What it is called in a folder. */
  public static final String IN_FOLDER = "plugin.yaml";

  /** What it is called in a wheel, in one of its packages. */
  public static final String IN_WHEEL = "regauge-plugin.yaml";

  private ManifestFile() {}

  /** Reads a manifest that goes by that name. */
  public static RecordFile<PluginManifest> read(String name, byte[] bytes, Diagnostics out) {
    return FORM.read(name, bytes, out);
  }

  /** Returns the words of a manifest that name no type. */
  public static List<String> unknownTypes(PluginManifest manifest) {
    List<String> words = new ArrayList<>(manifest.also());
    words.addFirst(manifest.type());
    return words.stream().filter(word -> PluginType.of(word).isEmpty()).toList();
  }

  /** Returns who a plugin is; all types of its manifest are known. */
  public static PluginMetadata metadata(PluginManifest manifest) {
    PluginType type = PluginType.of(manifest.type()).orElseThrow();
    List<String> provides = new ArrayList<>(manifest.provides());
    for (String step : manifest.steps().keySet()) {
      String capability = capability(type).map(word -> word + ":" + step).orElse("");
      if (!capability.isEmpty() && !provides.contains(capability)) {
        provides.add(capability);
      }
    }
    return new PluginMetadata(
        manifest.name(),
        manifest.version(),
        manifest.apiVersion(),
        type,
        manifest.also().stream().map(word -> PluginType.of(word).orElseThrow()).toList(),
        manifest.description(),
        manifest.author(),
        manifest.homepage(),
        manifest.documentation(),
        manifest.tags(),
        manifest.license(),
        provides,
        manifest.requires(),
        manifest.optional());
  }

  /** Returns the type of capability by which the steps of a kind of plugin are found. */
  public static Optional<String> capability(PluginType type) {
    return switch (type) {
      case SOURCE -> Optional.of("source");
      case TRANSFORM -> Optional.of("transform");
      case QUALITY -> Optional.of("check");
      case SECRETS -> Optional.of("secret_store");
      case ORCHESTRATOR,
          EXTENSION,
          ASSET,
          RESOURCE,
          CATALOG,
          COMPUTE,
          SEMANTIC,
          SERVICE,
          HOOK,
          CHARTS,
          COMMAND ->
          Optional.empty();
    };
  }

  /** Returns the manifest with the steps that a wheel's entry points declare beside its own. */
  public static PluginManifest with(PluginManifest manifest, SortedMap<String, String> functions) {
    SortedMap<String, PluginManifest.StepForm> steps = new TreeMap<>(manifest.steps());
    functions.forEach(
        (name, function) -> {
          PluginManifest.StepForm own = steps.get(name);
          steps.put(
              name,
              new PluginManifest.StepForm(
                  Optional.of(function),
                  Optional.empty(),
                  Optional.empty(),
                  own == null ? List.of() : own.required(),
                  own == null ? List.of() : own.settings()));
        });
    return new PluginManifest(
        manifest.name(),
        manifest.version(),
        manifest.apiVersion(),
        manifest.type(),
        manifest.also(),
        manifest.description(),
        manifest.author(),
        manifest.homepage(),
        manifest.documentation(),
        manifest.tags(),
        manifest.license(),
        manifest.provides(),
        manifest.requires(),
        manifest.optional(),
        manifest.spec(),
        steps,
        manifest.bundle(),
        manifest.python());
  }
}

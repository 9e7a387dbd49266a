package dev.regauge.plugins.host.manifest;

import dev.regauge.plugins.api.PluginMetadata;
import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.host.manifest.PluginManifest.StepForm;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.source.RecordFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

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
    return words(manifest).filter(word -> PluginType.of(word).isEmpty()).toList();
  }

  /** Returns who a plugin is; all types of its manifest are known. */
  public static PluginMetadata metadata(PluginManifest manifest) {
    PluginType type = PluginType.of(manifest.type()).orElseThrow();
    List<String> provides = new ArrayList<>(manifest.provides());
    manifest
        .steps()
        .forEach(
            (step, form) -> {
              String capability =
                  capability(typeOf(manifest, form)).map(word -> word + ":" + step).orElse("");
              if (!capability.isEmpty() && !provides.contains(capability)) {
                provides.add(capability);
              }
            });
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

  /** Returns what kind of step it is; all types of its manifest are known. */
  public static PluginType typeOf(PluginManifest manifest, StepForm step) {
    return PluginType.of(step.as().orElse(manifest.type())).orElseThrow();
  }

  /** Returns all that a plugin is; all types of its manifest are known. */
  public static List<PluginType> types(PluginManifest manifest) {
    return words(manifest).map(word -> PluginType.of(word).orElseThrow()).toList();
  }

  /** The words that a manifest says its types by, the first one first. */
  private static Stream<String> words(PluginManifest manifest) {
    return Stream.concat(Stream.of(manifest.type()), manifest.also().stream());
  }

  /** Returns what is wrong with what a plugin's steps are; all types of its manifest are known. */
  public static Optional<String> fault(PluginManifest manifest) {
    for (var step : manifest.steps().entrySet()) {
      PluginType type = typeOf(manifest, step.getValue());
      if (!types(manifest).contains(type)) {
        return Optional.of(
            "its step '" + step.getKey() + "' is a " + type.word() + ", and the plugin is none");
      }
      if (step.getValue().connector().isPresent() && type != PluginType.SOURCE) {
        return Optional.of(
            "its step '"
                + step.getKey()
                + "' is a "
                + type.word()
                + ", and only a source has a connector");
      }
      StepForm form = step.getValue();
      if (form.configSchema().isPresent()
          && !(form.required().isEmpty() && form.settings().isEmpty())) {
        return Optional.of(
            "its step '"
                + step.getKey()
                + "' has both a configSchema and lists of settings, which may say different things");
      }
      if (form.configSchema().isPresent()
          && (type == PluginType.SECRETS || type == PluginType.TRANSFORM)) {
        return Optional.of(
            "its step '" + step.getKey() + "' is a " + type.word() + ", which has no settings");
      }
    }
    return Optional.empty();
  }

  /** Returns where a wheel's entry points say something else than its manifest, or than another. */
  public static Optional<String> clash(
      PluginManifest manifest, SortedMap<PluginType, SortedMap<String, String>> functions) {
    SortedMap<String, PluginType> seen = new TreeMap<>();
    for (var group : functions.entrySet()) {
      PluginType type = group.getKey();
      if (capability(type).isEmpty()) {
        return Optional.of(
            "it has entry points of "
                + type.group()
                + ", and a "
                + type.word()
                + " is declared by files under 'spec'");
      }
      if (!types(manifest).contains(type)) {
        return Optional.of("it has entry points of " + type.group() + ", and is no " + type.word());
      }
      for (var step : group.getValue().entrySet()) {
        StepForm own = manifest.steps().get(step.getKey());
        PluginType other = seen.put(step.getKey(), type);
        if (other != null || (own != null && !typeOf(manifest, own).equals(type))) {
          return Optional.of("its step '" + step.getKey() + "' is of two kinds");
        }
        if (own != null && !own.connector().orElse(step.getValue()).equals(step.getValue())) {
          return Optional.of(
              "its step '"
                  + step.getKey()
                  + "' is "
                  + step.getValue()
                  + " for its entry point and "
                  + own.connector().orElse("")
                  + " for its manifest");
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the manifest with the steps that a wheel's entry points declare beside its own. */
  public static PluginManifest with(
      PluginManifest manifest, SortedMap<PluginType, SortedMap<String, String>> functions) {
    SortedMap<String, StepForm> steps = new TreeMap<>(manifest.steps());
    functions.forEach(
        (type, named) ->
            named.forEach(
                (name, function) ->
                    steps.put(name, form(type, function, Optional.ofNullable(steps.get(name))))));
    return withSteps(manifest, steps);
  }

  private static StepForm form(PluginType type, String function, Optional<StepForm> own) {
    Optional<String> connector = own.flatMap(StepForm::connector);
    return new StepForm(
        Optional.of(type.word()),
        connector.isPresent() ? Optional.empty() : Optional.of(function),
        connector,
        Optional.empty(),
        Optional.empty(),
        own.map(StepForm::required).orElse(List.of()),
        own.map(StepForm::settings).orElse(List.of()),
        own.flatMap(StepForm::configSchema));
  }

  private static PluginManifest withSteps(
      PluginManifest manifest, SortedMap<String, StepForm> steps) {
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
        manifest.configSchema(),
        manifest.spec(),
        steps,
        manifest.models(),
        manifest.bundle(),
        manifest.python());
  }
}

package dev.regauge.plugins.host;

import dev.regauge.plugins.api.PluginApi;
import dev.regauge.plugins.api.PluginMetadata;
import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.host.Plugin.Form;
import dev.regauge.plugins.host.Plugin.Status;
import dev.regauge.plugins.host.config.ConfigForms;
import dev.regauge.plugins.host.manifest.FolderHome;
import dev.regauge.plugins.host.manifest.ManifestFile;
import dev.regauge.plugins.host.manifest.PluginHome;
import dev.regauge.plugins.host.manifest.PluginManifest;
import dev.regauge.plugins.host.manifest.WheelFacts;
import dev.regauge.plugins.host.manifest.ZipHome;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.source.RecordFile;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Reads what lies at one place as a plugin; whatever is wrong with it becomes a finding. */
final class PluginReader {
  private final Limits limits;
  private final SortedSet<String> trusted;
  private final PluginPrograms programs;
  private final Diagnostics out;

  PluginReader(Limits limits, SortedSet<String> trusted, PluginPrograms programs, Diagnostics out) {
    this.limits = limits;
    this.trusted = trusted;
    this.programs = programs;
    this.out = out;
  }

  /** Returns whether a file or folder looks like a plugin. */
  static boolean isPlugin(Path path) {
    String name = String.valueOf(path.getFileName());
    return Files.isDirectory(path)
        ? Files.isRegularFile(path.resolve(ManifestFile.IN_FOLDER))
        : name.endsWith(".jar") || name.endsWith(".whl");
  }

  /** Reads the plugin there. */
  Plugin read(Path path, String place) {
    String file = String.valueOf(path.getFileName());
    Form form = file.endsWith(".jar") ? Form.JAVA : file.endsWith(".whl") ? Form.PYTHON : Form.YAML;
    Plugin blank = blank(file, form, place);
    try {
      PluginHome home = form == Form.YAML ? new FolderHome(path) : new ZipHome(path);
      return read(blank, path, home);
    } catch (IOException e) {
      return invalid(blank, PluginCodes.notLoaded(place, String.valueOf(e.getMessage())));
    }
  }

  private static Plugin blank(String name, Form form, String place) {
    return new Plugin(
        name,
        form,
        place,
        "",
        Status.INVALID,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ConfigForms.NONE,
        Optional.empty());
  }

  private Plugin read(Plugin blank, Path path, PluginHome home) throws IOException {
    Optional<String> manifestPath =
        switch (blank.form()) {
          case JAVA, BUILT_IN -> Optional.of(ManifestFile.IN_JAR);
          case YAML -> Optional.of(ManifestFile.IN_FOLDER);
          case PYTHON ->
              home.files().stream()
                  .filter(file -> file.endsWith("/" + ManifestFile.IN_WHEEL))
                  .findFirst();
        };
    Optional<byte[]> bytes =
        manifestPath.isPresent() ? home.read(manifestPath.get()) : Optional.empty();
    if (bytes.isEmpty()) {
      String wanted = manifestPath.orElse(ManifestFile.IN_WHEEL);
      return invalid(blank, PluginCodes.notLoaded(blank.place(), "it has no " + wanted));
    }
    FoundDiagnostics found = new FoundDiagnostics();
    // No folder in the name: paths of a file are relative to its folder, and these are to the home.
    String written = manifestPath.orElse("");
    String shown = blank.name() + ":" + written.substring(written.lastIndexOf('/') + 1);
    RecordFile<PluginManifest> file = ManifestFile.read(shown, bytes.get(), found);
    if (file.record().isEmpty()) {
      found.sorted().forEach(out::add);
      return invalid(
          blank,
          PluginCodes.notLoaded(
              blank.place(), "its manifest is wrong: " + found.sorted().getFirst().message()));
    }
    PluginManifest manifest = file.record().get();
    List<String> unknown = ManifestFile.unknownTypes(manifest);
    if (!unknown.isEmpty()) {
      return invalid(blank, PluginCodes.unknownType(unknown.getFirst()));
    }
    if (blank.form() == Form.PYTHON) {
      WheelFacts facts = WheelFacts.of(home);
      if (!facts.version().isEmpty() && !facts.version().equals(manifest.version())) {
        return invalid(
            blank,
            PluginCodes.notLoaded(
                blank.place(), lie("the wheel", facts.version(), manifest.version())));
      }
      Optional<String> clash = ManifestFile.clash(manifest, facts.steps());
      if (clash.isPresent()) {
        return invalid(blank, PluginCodes.notLoaded(blank.place(), clash.get()));
      }
      manifest = ManifestFile.with(manifest, facts.steps());
    }
    Optional<String> wrong = ManifestFile.fault(manifest);
    if (wrong.isPresent()) {
      return invalid(blank, PluginCodes.notLoaded(blank.place(), wrong.get()));
    }
    PluginMetadata metadata = ManifestFile.metadata(manifest);
    Plugin plugin =
        new Plugin(
            metadata.name(),
            blank.form(),
            blank.place(),
            home.sha256(),
            Status.OK,
            "",
            Optional.of(metadata),
            Optional.of(manifest),
            Optional.of(home),
            ConfigForms.NONE,
            Optional.empty());
    Optional<Diagnostic> fault = fault(plugin, metadata, home);
    if (fault.isPresent()) {
      return invalid(plugin, fault.get());
    }
    try {
      ConfigForms forms = new FormReader(home, limits.time()).forms(manifest);
      return with(plugin, forms, answerer(metadata, manifest, path, home));
    } catch (PluginFailure e) {
      return invalid(plugin, PluginCodes.notLoaded(plugin.place(), String.valueOf(e.getMessage())));
    }
  }

  private static String lie(String where, String there, String manifest) {
    return where + " is of version " + there + ", and its manifest says " + manifest;
  }

  private static Optional<Diagnostic> fault(Plugin plugin, PluginMetadata metadata, PluginHome home)
      throws IOException {
    Optional<String> api = PluginApi.fault(metadata.name(), metadata.apiVersion());
    if (api.isPresent()) {
      return Optional.of(PluginCodes.otherApi(api.get()));
    }
    if (plugin.form() == Form.JAVA) {
      String version = implementationVersion(home);
      if (!version.isEmpty() && !version.equals(metadata.version())) {
        return Optional.of(
            PluginCodes.notLoaded(plugin.place(), lie("the jar", version, metadata.version())));
      }
    }
    return Optional.empty();
  }

  private static String implementationVersion(PluginHome home) throws IOException {
    return home.read("META-INF/MANIFEST.MF")
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .flatMap(
            text ->
                text.lines().filter(line -> line.startsWith("Implementation-Version:")).findFirst())
        .map(line -> line.substring("Implementation-Version:".length()).strip())
        .orElse("");
  }

  /** A jar's own services answer where it has them, its manifest for the rest. */
  private Answerer answerer(
      PluginMetadata metadata, PluginManifest manifest, Path path, PluginHome home)
      throws IOException {
    Answerer declared = new DeclaredAnswerer(manifest, home);
    SortedSet<String> files = home.files();
    if (List.of(PluginType.values()).stream().noneMatch(type -> hasService(type, files))) {
      return declared;
    }
    Answerer coded =
        trusted.contains(metadata.name())
            ? new ServiceAnswerer(
                new URLClassLoader(
                    new URL[] {path.toUri().toURL()}, PluginReader.class.getClassLoader()))
            : programs.of(path, home.sha256(), limits);
    return new MixedAnswerer(coded, declared, type -> hasService(type, files));
  }

  static boolean hasService(PluginType type, SortedSet<String> files) {
    return files.contains("META-INF/services/" + type.service().getName());
  }

  private static Plugin with(Plugin plugin, ConfigForms forms, Answerer answerer) {
    return new Plugin(
        plugin.name(),
        plugin.form(),
        plugin.place(),
        plugin.sha256(),
        plugin.status(),
        plugin.reason(),
        plugin.metadata(),
        plugin.manifest(),
        plugin.home(),
        forms,
        Optional.of(answerer));
  }

  private Plugin invalid(Plugin plugin, Diagnostic finding) {
    out.add(finding);
    return plugin.with(Status.INVALID, finding.message());
  }
}

package dev.regauge.plugins.host;

import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.host.Plugin.Form;
import dev.regauge.plugins.host.Plugin.Status;
import dev.regauge.plugins.host.config.ConfigForms;
import dev.regauge.plugins.host.manifest.ManifestFile;
import dev.regauge.plugins.host.manifest.PluginManifest;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every plugin that there is, usable or not: our own, then those of the project. What is wrong with
 * one is a finding about it and takes nothing else along.
 */
public final class PluginRegistry implements AutoCloseable {
  private final Project project;
  private final List<Plugin> plugins;
  private final Diagnostics out;

  private PluginRegistry(Project project, List<Plugin> plugins, Diagnostics out) {
    this.project = project;
    this.plugins = List.copyOf(plugins);
    this.out = out;
  }

  /** Returns a registry without any plugin, for what needs none. */
  public static PluginRegistry none() {
    return new PluginRegistry(Project.NONE, List.of(), new FoundDiagnostics());
  }

  /** Returns our own plugins alone. */
  public static PluginRegistry builtIn() {
    FoundDiagnostics found = new FoundDiagnostics();
    return new PluginRegistry(Project.NONE, ours(found), found);
  }

  /**
   * Looks everywhere: at our own plugins, at what the project's settings name, and in the folders.
   */
  public static PluginRegistry discoverAll(Project project, List<Path> folders, Diagnostics out) {
    return discoverAll(project, folders, PluginPrograms.FRESH, out);
  }

  /** The same, and the code that nobody trusts runs where {@code programs} says. */
  public static PluginRegistry discoverAll(
      Project project, List<Path> folders, PluginPrograms programs, Diagnostics out) {
    List<Plugin> found = ours(out);
    TreeSet<String> trusted = new TreeSet<>();
    project.plugins().ifPresent(spec -> trusted.addAll(spec.trusted()));
    PluginReader reader = new PluginReader(project.limits(), trusted, programs, out);
    PluginPlaces places = new PluginPlaces(project, out);
    for (PluginPlaces.Place place : places.of(folders)) {
      Plugin plugin = allowed(reader.read(place.path(), place.shown()), project);
      found.add(project.lock().map(lock -> lock.judged(plugin, out)).orElse(plugin));
    }
    List<Plugin> known = withoutTwins(found, out);
    settings(project, known, out);
    return new PluginRegistry(project, known, out);
  }

  /** Holds what the project says to each plugin to what that asks of its own settings. */
  private static void settings(Project project, List<Plugin> known, Diagnostics out) {
    SettingsCheck check = new SettingsCheck(out);
    for (Plugin plugin : known) {
      if (plugin.status() == Status.OK && plugin.forms().own().isPresent()) {
        check.holds(
            plugin,
            plugin.forms().own().get(),
            "plugin '" + plugin.name() + "'",
            project.config(plugin.name()),
            project.places(plugin.name()));
      }
    }
    List<String> names = known.stream().map(Plugin::name).toList();
    project.plugins().stream()
        .flatMap(spec -> spec.config().keySet().stream())
        .filter(name -> !names.contains(name))
        .forEach(
            name -> {
              Diagnostic nobody = PluginCodes.nobodysSettings(name, names);
              out.add(project.places(name).name().map(nobody::at).orElse(nobody));
            });
  }

  private static List<Plugin> ours(Diagnostics out) {
    SortedMap<String, Plugin> found = new TreeMap<>();
    try {
      ClassLoader loader = PluginRegistry.class.getClassLoader();
      for (URL manifest : Collections.list(loader.getResources(ManifestFile.IN_JAR))) {
        try (InputStream in = manifest.openStream()) {
          FoundDiagnostics wrong = new FoundDiagnostics();
          Optional<PluginManifest> record =
              ManifestFile.read("plugin.yaml", in.readAllBytes(), wrong).record();
          wrong.sorted().forEach(out::add);
          record.ifPresent(own -> found.put(own.name(), ours(own, loader)));
        }
      }
    } catch (IOException e) {
      out.add(PluginCodes.notLoaded("built-in", String.valueOf(e.getMessage())));
    }
    return new ArrayList<>(found.values());
  }

  private static Plugin ours(PluginManifest manifest, ClassLoader loader) {
    return new Plugin(
        manifest.name(),
        Form.BUILT_IN,
        "built-in",
        "",
        Status.OK,
        "",
        Optional.of(ManifestFile.metadata(manifest)),
        Optional.of(manifest),
        Optional.empty(),
        ConfigForms.NONE,
        Optional.of(new ServiceAnswerer(loader)));
  }

  private static Plugin allowed(Plugin plugin, Project project) {
    String name = plugin.name();
    boolean isDenied = project.plugins().filter(spec -> spec.deny().contains(name)).isPresent();
    boolean isOut =
        project
            .plugins()
            .filter(spec -> !spec.allow().isEmpty() && !spec.allow().contains(name))
            .isPresent();
    if (plugin.status() != Status.OK || !(isDenied || isOut)) {
      return plugin;
    }
    return plugin.with(Status.DENIED, isDenied ? "on the deny list" : "not on the allow list");
  }

  /** Of two plugins of one name none of the project's is used: nobody knows which was meant. */
  private static List<Plugin> withoutTwins(List<Plugin> found, Diagnostics out) {
    SortedMap<String, Plugin> first = new TreeMap<>();
    List<Plugin> kept = new ArrayList<>();
    for (Plugin plugin : found) {
      Plugin before =
          plugin.status() == Status.OK ? first.putIfAbsent(plugin.name(), plugin) : null;
      if (before == null) {
        kept.add(plugin);
        continue;
      }
      Diagnostic twins =
          PluginCodes.claimedTwice(
              "called '" + plugin.name() + "'", before.place(), plugin.place());
      out.add(twins);
      kept.add(plugin.with(Status.INVALID, twins.message()));
    }
    return kept;
  }

  /** Adds a finding about a plugin that was found out later. */
  void report(Diagnostic finding) {
    out.add(finding);
  }

  /** Returns the project that the plugins are of. */
  public Project project() {
    return project;
  }

  /** Whether there is anything but our own plugins. */
  public boolean hasMore() {
    return project.folder().isPresent()
        || plugins.stream().anyMatch(plugin -> plugin.form() != Form.BUILT_IN);
  }

  /** Returns all, our own first, then as the project names them. */
  public List<Plugin> all() {
    return plugins;
  }

  /** Returns the usable ones of a type. */
  public List<Plugin> of(PluginType type) {
    return plugins.stream().filter(plugin -> plugin.is(type)).toList();
  }

  /** Returns the usable one of that type and name. */
  public Optional<Plugin> get(PluginType type, String name) {
    return of(type).stream().filter(plugin -> plugin.name().equals(name)).findFirst();
  }

  /** Returns the names of the usable plugins, by type; a type without any is there too. */
  public SortedMap<PluginType, List<String>> listAvailable() {
    SortedMap<PluginType, List<String>> names = new TreeMap<>();
    for (PluginType type : PluginType.values()) {
      names.put(type, of(type).stream().map(Plugin::name).sorted().toList());
    }
    return names;
  }

  /** Returns what is wrong with a manifest, each as a sentence; empty = fine. */
  public static List<String> validateManifest(String name, byte[] manifest) {
    FoundDiagnostics found = new FoundDiagnostics();
    Optional<PluginManifest> record = ManifestFile.read(name, manifest, found).record();
    List<String> faults =
        new ArrayList<>(found.sorted().stream().map(Diagnostic::message).toList());
    record.ifPresent(
        own -> {
          ManifestFile.unknownTypes(own)
              .forEach(word -> faults.add(PluginCodes.unknownType(word).message()));
          dev.regauge.plugins.api.PluginApi.fault(own.name(), own.apiVersion())
              .ifPresent(faults::add);
        });
    return faults;
  }

  /** Loads every usable plugin for all of its types; adds a finding for each that cannot be. */
  public List<Plugin> check(Diagnostics out) {
    List<Plugin> checked = new ArrayList<>();
    for (Plugin plugin : plugins) {
      checked.add(plugin.status() == Status.OK ? loaded(plugin, out) : plugin);
    }
    return checked;
  }

  private static Plugin loaded(Plugin plugin, Diagnostics out) {
    try {
      for (PluginType type : PluginType.values()) {
        if (plugin.is(type) && plugin.answerer().isPresent() && plugin.form() != Form.BUILT_IN) {
          plugin.answerer().get().load(type);
        }
      }
      return plugin;
    } catch (PluginFailure e) {
      Diagnostic finding = PluginCodes.failed(plugin.name(), String.valueOf(e.getMessage()));
      out.add(finding);
      return plugin.with(Status.INVALID, finding.message());
    }
  }

  @Override
  public void close() {
    plugins.forEach(plugin -> plugin.answerer().ifPresent(Answerer::close));
  }

  /** Returns what lies directly in a folder, by name. */
  static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }
}

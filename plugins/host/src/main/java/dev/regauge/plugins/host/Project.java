package dev.regauge.plugins.host;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.PlanJson;
import dev.regauge.spec.source.RecordFile;
import dev.regauge.spec.source.SourceMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * A project: the folder of {@code regauge.yaml}, what that says, and its lock.
 *
 * @param folder empty when there is no settings file
 * @param sources where the settings are written
 */
public record Project(
    Optional<Path> folder,
    Optional<ProjectSettings> settings,
    SourceMap sources,
    Optional<PluginLock> lock) {

  /** The name of the settings file. */
  public static final String FILE = "regauge.yaml";

  /** No project: built-in plugins only. */
  public static final Project NONE =
      new Project(Optional.empty(), Optional.empty(), SourceMap.empty(), Optional.empty());

  private static final RecordFile.Form<ProjectSettings> FORM =
      new RecordFile.Form<>(ProjectSettings.class);

  /** Returns the project that a folder is in: the nearest settings file, there or above. */
  public static Project of(Path start, Diagnostics out) {
    Path first = start.toAbsolutePath().normalize();
    for (Path folder = first; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve(FILE))) {
        return read(folder, out);
      }
    }
    return NONE;
  }

  private static Project read(Path folder, Diagnostics out) {
    FoundDiagnostics found = new FoundDiagnostics();
    Optional<ProjectSettings> settings = Optional.empty();
    SourceMap sources = SourceMap.empty();
    Optional<PluginLock> lock = Optional.empty();
    try {
      RecordFile<ProjectSettings> file =
          FORM.read(FILE, Files.readAllBytes(folder.resolve(FILE)), found);
      settings = file.record();
      sources = file.sources();
      Path lockFile = folder.resolve(PluginLock.FILE);
      if (Files.exists(lockFile)) {
        lock = PluginLock.parse(Files.readString(lockFile));
        if (lock.isEmpty()) {
          found.add(
              PluginCodes.wrongSettings("'" + PluginLock.FILE + "' is no lock of plugins")
                  .help("restore it from version control, or run 'regauge plugin lock'"));
        }
      }
    } catch (IOException e) {
      found.add(
          PluginCodes.wrongSettings(
              "'" + FILE + "' cannot be read: the system says " + e.getMessage()));
    }
    found.sorted().forEach(out::add);
    return new Project(Optional.of(folder), settings, sources, lock);
  }

  /** Returns the project without its lock, as it is looked at to write a new one. */
  public Project unlocked() {
    return new Project(folder, settings, sources, Optional.empty());
  }

  /** Returns which plugins the settings name. */
  public Optional<ProjectSettings.PluginsSpec> plugins() {
    return settings.map(ProjectSettings::plugins);
  }

  /** Returns the provider of each capability unless a product says otherwise. */
  public SortedMap<String, String> capabilities() {
    return settings.map(ProjectSettings::capabilities).orElseGet(TreeMap::new);
  }

  /** Returns a plugin's own settings. */
  ObjectNode config(String plugin) {
    Value config = plugins().map(spec -> spec.config().get(plugin)).orElse(null);
    SortedMap<String, Value> entries =
        config instanceof Value.Mapping(SortedMap<String, Value> written)
            ? written
            : new TreeMap<>();
    return (ObjectNode) ServiceCalls.MAPPER.readTree(PlanJson.write(entries));
  }

  /** Returns where the settings of a plugin are written. */
  ProjectPlaces places(String plugin) {
    return new ProjectPlaces(sources, plugin);
  }

  Limits limits() {
    Limits usual = Limits.USUAL;
    return plugins()
        .flatMap(ProjectSettings.PluginsSpec::limits)
        .map(
            spec ->
                new Limits(
                    spec.seconds().map(Duration::ofSeconds).orElse(usual.time()),
                    spec.memoryMib().orElse(usual.memoryMib()),
                    spec.outputMib().map(mib -> mib << 20).orElse(usual.outputBytes())))
        .orElse(usual);
  }

  List<String> from() {
    return plugins()
        .filter(spec -> spec.enabled().orElse(true))
        .map(ProjectSettings.PluginsSpec::from)
        .orElse(List.of());
  }
}

package dev.regauge.plugins.host;

import dev.regauge.spec.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the files of plugins at the places that a project names. */
final class PluginPlaces {
  private static final Pattern COORDINATES =
      Pattern.compile("[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+){1,3}");

  private final Project project;
  private final Diagnostics out;

  /** A plugin's file or folder, and the place as the project says it. */
  record Place(Path path, String shown) {}

  PluginPlaces(Project project, Diagnostics out) {
    this.project = project;
    this.out = out;
  }

  /** Returns the places of the settings, then those of the folders of the command line. */
  List<Place> of(List<Path> folders) {
    List<Place> places = new ArrayList<>();
    for (String from : project.from()) {
      if (COORDINATES.matcher(from).matches()) {
        coordinates(from).ifPresent(path -> places.add(new Place(path, from)));
      } else {
        add(project.folder().orElse(Path.of("")), from, places);
      }
    }
    folders.forEach(folder -> add(Path.of(""), folder.toString(), places));
    return places;
  }

  private void add(Path base, String shown, List<Place> places) {
    try {
      Path path = base.resolve(shown);
      if (!Files.exists(path)) {
        out.add(PluginCodes.noSuchPlace(shown, "there is no such file"));
      } else if (PluginReader.isPlugin(path)) {
        places.add(new Place(path, shown));
      } else if (Files.isDirectory(path)) {
        for (Path child : PluginRegistry.children(path)) {
          if (PluginReader.isPlugin(child)) {
            places.add(new Place(child, shown + "/" + child.getFileName()));
          }
        }
      } else {
        out.add(PluginCodes.noSuchPlace(shown, "it is no jar, no wheel and no folder"));
      }
    } catch (IOException | InvalidPathException e) {
      out.add(PluginCodes.noSuchPlace(shown, "the system says " + e.getMessage()));
    }
  }

  private Optional<Path> coordinates(String from) {
    try {
      Optional<String> own = project.plugins().flatMap(ProjectSettings.PluginsSpec::repository);
      Path repository =
          own.isPresent()
              ? project.folder().orElse(Path.of("")).resolve(own.get())
              : Path.of(System.getProperty("user.home", "."), ".m2", "repository");
      return Optional.of(new MavenPlugins(repository).resolve(from));
    } catch (IOException e) {
      out.add(PluginCodes.noSuchPlace(from, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }
}

package dev.regauge.cli;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.SourceText;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a product as our caller names them: from the working folder where they lie beneath
 * it, else with their whole path. So a terminal, an editor and a code host find them.
 *
 * <p>Inside the product files go by their path from its root, whatever folder anybody works in.
 */
final class ShownFiles implements SourceText {

  private final Path here;
  private final Path root;
  private final SourceText sources;
  private final SortedMap<String, String> names = new TreeMap<>();
  private final SortedMap<String, String> shown = new TreeMap<>();

  /** Shows the files below a product's root to somebody who works in that folder. */
  ShownFiles(Path here, Path root, SourceText sources) {
    this.here = here.toAbsolutePath().normalize();
    this.root = root.toAbsolutePath().normalize();
    this.sources = sources;
  }

  /** Shows the files to who started us. */
  static ShownFiles fromHere(Path root, SourceText sources) {
    return new ShownFiles(Path.of(""), root, sources);
  }

  /** Returns the folder that relative paths are seen from. */
  Path here() {
    return here;
  }

  /** Returns the findings with the files' shown names. */
  List<Diagnostic> of(List<Diagnostic> findings) {
    return findings.stream().map(finding -> finding.in(this::shown)).toList();
  }

  /** Returns the shown name of a file; what is no file keeps its name. */
  String shown(String file) {
    String known = shown.get(file);
    if (known != null) {
      return known;
    }
    String name = place(file).map(this::seen).orElse(file);
    shown.put(file, name);
    names.putIfAbsent(name, file);
    return name;
  }

  /** A project's settings lie in the product's folder or above it. */
  private Optional<Path> place(String file) {
    try {
      for (Path folder = root; folder != null; folder = folder.getParent()) {
        Path path = folder.resolve(file).normalize();
        if (Files.exists(path)) {
          return Optional.of(path);
        }
      }
    } catch (InvalidPathException e) {
      return Optional.empty(); // no system has a file of this name
    }
    return Optional.empty();
  }

  private String seen(Path path) {
    Path name = path.startsWith(here) && !path.equals(here) ? here.relativize(path) : path;
    return name.toString().replace('\\', '/');
  }

  @Override
  public Optional<String> line(String file, int line) {
    return sources.line(names.getOrDefault(file, file), line);
  }
}

package dev.regauge.cli;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a product as our caller names them: from the working folder where they lie beneath
 * it, else with their whole path. So a terminal, an editor and a code host find them. GitHub alone
 * knows files by their path in the repository, whatever folder a step of a workflow works in.
 *
 * <p>Inside the product files go by their path from its root, whatever folder anybody works in.
 */
final class ShownFiles implements SourceText {

  /** Where GitHub's runner says that it put the repository. */
  private static final String REPOSITORY = "GITHUB_WORKSPACE";

  private final Path here;

  /** The folders that a file is named from; the first that it lies beneath. */
  private final List<Path> bases;

  private final Path root;
  private final SourceText sources;
  private final SortedMap<String, String> names = new TreeMap<>();
  private final SortedMap<String, String> shown = new TreeMap<>();

  /** Shows the files below a product's root to somebody who works in that folder. */
  ShownFiles(Path here, Path root, SourceText sources) {
    this(here, List.of(), root, sources);
  }

  /** Names files from the first of some folders that they lie beneath, else from here. */
  private ShownFiles(Path here, List<Path> first, Path root, SourceText sources) {
    this.here = here.toAbsolutePath().normalize();
    this.bases = new ArrayList<>(first);
    this.bases.add(this.here);
    this.root = root.toAbsolutePath().normalize();
    this.sources = sources;
  }

  /** Shows the files to who started us. */
  static ShownFiles fromHere(Path root, SourceText sources) {
    return new ShownFiles(Path.of(""), root, sources);
  }

  /** Shows the files to who reads findings in a format. */
  static ShownFiles in(FormatOption.Format format, Path root, SourceText sources) {
    return switch (format) {
      case text, json, sarif, junit -> fromHere(root, sources);
      case github ->
          inRepository(
              Optional.ofNullable(System.getenv(REPOSITORY)).orElse(""),
              Path.of(""),
              root,
              sources);
    };
  }

  /** Shows the files to who works in a folder, and those of a repository to its code host. */
  static ShownFiles inRepository(String repository, Path here, Path root, SourceText sources) {
    List<Path> spellings = new ArrayList<>();
    try {
      if (!repository.isEmpty()) {
        spellings.add(Path.of(repository).toAbsolutePath().normalize());
        spellings.add(Path.of(repository).toRealPath());
      }
    } catch (IOException | InvalidPathException e) {
      spellings.clear(); // there is no such folder
    }
    return new ShownFiles(here, spellings, root, sources);
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
    Path name =
        bases.stream()
            .filter(base -> path.startsWith(base) && !path.equals(base))
            .findFirst()
            .map(base -> base.relativize(path))
            .orElse(path);
    return name.toString().replace('\\', '/');
  }

  @Override
  public Optional<String> line(String file, int line) {
    return sources.line(names.getOrDefault(file, file), line);
  }
}

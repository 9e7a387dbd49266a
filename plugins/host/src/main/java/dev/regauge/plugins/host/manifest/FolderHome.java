package dev.regauge.plugins.host.manifest;

import dev.regauge.adapters.spi.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A plugin in a folder; what links lead out of it is not part of it. */
public final class FolderHome implements PluginHome {
  private static final int DEEPEST = 20;
  private static final int MOST = 10_000;

  private final Path folder;
  private final SortedSet<String> files = new TreeSet<>();
  private final String sha256;

  /**
   * Looks through the folder.
   *
   * @throws IOException when it cannot be read, or is too large
   */
  public FolderHome(Path folder) throws IOException {
    this.folder = folder.toRealPath();
    try (Stream<Path> all = Files.walk(this.folder, DEEPEST)) {
      all.filter(Files::isRegularFile)
          .map(file -> this.folder.relativize(file).toString().replace('\\', '/'))
          .filter(path -> !path.contains("__pycache__/"))
          .limit(MOST + 1L)
          .forEach(files::add);
    }
    if (files.size() > MOST) {
      throw new IOException("more than " + MOST + " files");
    }
    StringBuilder all = new StringBuilder();
    for (String path : files) {
      byte[] bytes = read(path).orElseThrow(() -> new IOException(path + " leads elsewhere"));
      all.append(path).append(' ').append(Content.bytes(bytes).sha256()).append('\n');
    }
    this.sha256 = Content.text(all.toString()).sha256();
  }

  @Override
  public SortedSet<String> files() {
    return Collections.unmodifiableSortedSet(files);
  }

  @Override
  public Optional<byte[]> read(String path) throws IOException {
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(folder)) {
      return Optional.empty();
    }
    if (Files.size(file) > ZipHome.LARGEST) {
      throw new IOException(path + " is too large");
    }
    return Optional.of(Files.readAllBytes(file));
  }

  @Override
  public String sha256() {
    return sha256;
  }
}

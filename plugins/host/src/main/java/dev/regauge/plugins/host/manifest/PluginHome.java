package dev.regauge.plugins.host.manifest;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;

/** The files of a plugin, wherever they lie: a folder, a jar, a wheel. */
public interface PluginHome {

  /** Returns the paths of all files, with {@code /} between folders. */
  SortedSet<String> files();

  /**
   * Returns a file's bytes; empty when there is none.
   *
   * @throws IOException when it cannot be read, or is too large
   */
  Optional<byte[]> read(String path) throws IOException;

  /** Returns a digest over everything, in 64 hex digits. */
  String sha256();
}

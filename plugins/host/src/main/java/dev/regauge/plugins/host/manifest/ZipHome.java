package dev.regauge.plugins.host.manifest;

import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.adapters.spi.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A plugin in a jar or a wheel. Read in place; nothing of it is ever unpacked by its own names. */
public final class ZipHome implements PluginHome {
  static final int LARGEST = 16 << 20;
  private static final int MOST = 20_000;
  private static final long LARGEST_ARCHIVE = 256L << 20;

  private final Path archive;
  private final SortedSet<String> files = new TreeSet<>();
  private final String sha256;

  /**
   * Reads the archive's table.
   *
   * @throws IOException when it is no archive, or names files outside of itself
   */
  public ZipHome(Path archive) throws IOException {
    this.archive = archive;
    if (Files.size(archive) > LARGEST_ARCHIVE) {
      throw new IOException("the archive is too large");
    }
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      if (zip.size() > MOST) {
        throw new IOException("more than " + MOST + " files");
      }
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory()) {
          add(entry.getName());
        }
      }
    }
    this.sha256 = Content.bytes(Files.readAllBytes(archive)).sha256();
  }

  private void add(String name) throws IOException {
    // A nested class's file has a dollar and a package is as deep as it likes; only what leaves the
    // archive is wrong.
    for (String segment : name.split("/", -1)) {
      if (segment.equals("..") || segment.isEmpty()) {
        throw new IOException("'" + name + "' " + BundlePath.faultOf(name).orElse("leads outside"));
      }
    }
    files.add(name);
  }

  @Override
  public SortedSet<String> files() {
    return Collections.unmodifiableSortedSet(files);
  }

  @Override
  public Optional<byte[]> read(String path) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      ZipEntry entry = zip.getEntry(path);
      if (entry == null || entry.isDirectory()) {
        return Optional.empty();
      }
      try (InputStream in = zip.getInputStream(entry)) {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
          throw new IOException(path + " is too large");
        }
        return Optional.of(bytes);
      }
    }
  }

  @Override
  public String sha256() {
    return sha256;
  }
}

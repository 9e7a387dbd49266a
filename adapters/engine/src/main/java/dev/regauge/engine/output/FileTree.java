package dev.regauge.engine.output;

import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.adapters.spi.FileMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The acts on disk of the writer: with fixed modes, without following links, flushed. */
final class FileTree {
  private FileTree() {}

  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Writes a new file and flushes it; modes are set afterwards because the umask cuts them. */
  static void writeNew(Path file, ByteBuffer bytes, FileMode mode) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    setMode(file, mode.permissions());
  }

  static void setMode(Path path, String permissions) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view != null) { // a file system without modes, for example on Windows
      view.setPermissions(PosixFilePermissions.fromString(permissions));
    }
  }

  static boolean hasMode(Path path, FileMode mode) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    return view == null
        || PosixFilePermissions.toString(view.readAttributes().permissions())
            .equals(mode.permissions());
  }

  /** Makes a folder and those above it up to {@code root}, each 0755. */
  static void makeFolders(Path root, Path folder) throws IOException {
    if (folder.equals(root) || isFolder(folder)) {
      return;
    }
    Path above = folder.getParent();
    if (above != null) {
      makeFolders(root, above);
    }
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!isFolder(folder)) {
        throw e;
      }
      return;
    }
    setMode(folder, FileMode.EXECUTABLE.permissions());
  }

  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Flushes a folder's entries, where the system lets us open one. */
  static void flush(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return; // Windows opens no folder; its renames are journaled
    }
  }

  /** Removes a file, and the folders above it that are left empty. */
  static void remove(Path root, BundlePath path) throws IOException {
    Path file = root.resolve(path.value());
    if (!isFile(file)) {
      return;
    }
    Files.delete(file);
    for (Path folder = file.getParent();
        folder != null && !folder.equals(root);
        folder = folder.getParent()) {
      try {
        Files.delete(folder);
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        return;
      }
    }
  }

  /** Removes a folder of ours with all in it. Links in it are removed, never followed. */
  static void removeAll(Path folder) throws IOException {
    if (!exists(folder)) {
      return;
    }
    if (isFolder(folder)) {
      for (Path child : children(folder)) {
        removeAll(child);
      }
    }
    Files.delete(folder);
  }

  static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  /** Returns the files under a folder, relative to it. */
  static List<BundlePath> files(Path folder) throws IOException {
    List<BundlePath> found = new ArrayList<>();
    collect(folder, "", found);
    return found;
  }

  private static void collect(Path folder, String prefix, List<BundlePath> found)
      throws IOException {
    for (Path child : children(folder)) {
      String name = prefix + child.getFileName();
      if (isFolder(child)) {
        collect(child, name + "/", found);
      } else {
        found.add(new BundlePath(name));
      }
    }
  }

  /** Returns the first part of that path which is a symbolic link. */
  static Optional<Path> linkOnTheWay(Path root, BundlePath path) {
    Path at = root;
    for (String segment : path.value().split("/", -1)) {
      at = at.resolve(segment);
      if (Files.isSymbolicLink(at)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }
}

package dev.regauge.spec.source;

import dev.regauge.spec.model.form.Wildcards;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A folder of the disk, and what is not saved to it yet. */
record DiskFolder(Path root, UnsavedFiles unsaved) implements RootFolder {

  /** So many folders lie in each other at most where {@code **} looks. */
  private static final int DEEPEST = 20;

  @Override
  public State stateOf(String path) {
    try {
      Path asked = root.resolve(path).normalize();
      if (asked.startsWith(root.normalize()) && unsaved.has(asked)) {
        return State.FILE;
      }
      Path real = root.resolve(path).toRealPath();
      if (!real.startsWith(root.toRealPath())) {
        return State.OUTSIDE;
      }
      if (Files.isDirectory(real)) {
        return State.FOLDER;
      }
      return Files.isRegularFile(real) ? State.FILE : State.MISSING;
    } catch (IOException | InvalidPathException e) {
      return State.MISSING;
    }
  }

  @Override
  public Hits list(String pattern, int most) {
    Search search = new Search(pattern, most);
    for (Path file : unsaved.files()) {
      String path = file.startsWith(root) ? named(file) : "";
      if (Wildcards.fits(path, pattern) && !Files.exists(file)) {
        search.found.add(path);
      }
    }
    int wild = Math.min(indexOr(pattern, '*'), indexOr(pattern, '?'));
    int slash = pattern.lastIndexOf('/', wild);
    Path start = slash < 0 ? root : root.resolve(pattern.substring(0, slash));
    int depth =
        pattern.contains("**") ? DEEPEST : pattern.substring(slash + 1).split("/", -1).length;
    if (Files.isDirectory(start)) {
      try {
        Files.walkFileTree(start, EnumSet.noneOf(FileVisitOption.class), depth, search);
      } catch (IOException e) {
        search.unreadable.put(named(start), reason(e));
      }
    }
    return new Hits(search.found, search.unreadable);
  }

  /** Walks the folders that may hold what fits a pattern. */
  private final class Search extends SimpleFileVisitor<Path> {
    private final String pattern;
    private final String[] steps;
    private final int most;
    private final boolean isOfFiles;
    private final List<String> found = new ArrayList<>();
    private final SortedMap<String, String> unreadable = new TreeMap<>();

    Search(String pattern, int most) {
      this.pattern = pattern;
      this.steps = pattern.split("/", -1);
      this.most = most;
      this.isOfFiles = pattern.lastIndexOf('.') > pattern.lastIndexOf('/');
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      take(folder);
      if (found.size() >= most) {
        return FileVisitResult.TERMINATE;
      }
      return mayHoldHits(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      take(file);
      return found.size() >= most ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) {
      return failed(path, failure);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
      return failure == null ? FileVisitResult.CONTINUE : failed(folder, failure);
    }

    private FileVisitResult failed(Path path, IOException failure) {
      if (mayHoldHits(path)) {
        unreadable.put(named(path), reason(failure));
      }
      return FileVisitResult.CONTINUE;
    }

    private void take(Path file) {
      String path = named(file);
      if (Wildcards.fits(path, pattern) && (isOfFiles || stateOf(path) != State.FOLDER)) {
        found.add(path);
      }
    }

    /** Whether the pattern's first steps fit a path; {@code **} fits any. */
    private boolean mayHoldHits(Path folder) {
      String path = named(folder);
      int length = path.isEmpty() ? 0 : path.split("/", -1).length;
      return pattern.contains("**")
          || length == 0
          || Wildcards.fits(path, String.join("/", List.of(steps).subList(0, length)));
    }
  }

  private String named(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static int indexOr(String text, char c) {
    int at = text.indexOf(c);
    return at < 0 ? text.length() : at;
  }

  @Override
  public Content read(String path, long limit) {
    Optional<byte[]> typed = unsaved.bytes(root.resolve(path));
    if (typed.isPresent()) {
      return content(typed.get(), limit);
    }
    try (InputStream in = Files.newInputStream(root.resolve(path))) {
      return content(in.readNBytes((int) limit + 1), limit);
    } catch (IOException e) {
      return new Content.Unreadable(reason(e));
    }
  }

  private static Content content(byte[] bytes, long limit) {
    return bytes.length > limit ? new Content.TooLarge() : new Content.Bytes(bytes);
  }

  /** Returns why the disk does not give a file. */
  static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "there is no right to read it";
      case FileSystemException other when other.getReason() != null ->
          "the system says " + other.getReason();
      default -> "the system says " + failure.getMessage();
    };
  }
}

package dev.regauge.engine.common;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.adapters.spi.Content;
import dev.regauge.adapters.spi.FileMode;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.SpecPath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Copies the user's code byte for byte to {@code code/}, and the user's lock to {@code locks/}.
 *
 * <p>Links are followed only inside the product root. What belongs to a tool or looks like a secret
 * stays behind unless it is named, and so does the product file itself: what it says is in the
 * plan, and moving its text changes no bundle.
 */
public final class CodeFiles {
  private static final String FOLDER = "code/";
  private static final List<String> COPIED = List.of("code");
  private static final int DEEPEST = 100;

  /** A step works in the folder, so that it must be there even when there is nothing in it. */
  private static final BundleFile EMPTY =
      new BundleFile(
          new BundlePath(FOLDER + ".keep"), Content.text(""), FileMode.REGULAR, List.of());

  private final Path productFile;
  private final Path root;
  private final Locator locator;
  private final Diagnostics out;
  private final List<BundleFile> files = new ArrayList<>();
  private final SortedSet<String> leftOut = new TreeSet<>();
  private final SortedSet<String> secrets = new TreeSet<>();
  private SortedSet<String> named = new TreeSet<>();

  /** Findings about the code get their places from the locator. */
  public CodeFiles(Path productFile, Locator locator, Diagnostics out) {
    this.productFile = productFile;
    Path parent = productFile.getParent();
    this.root = parent == null ? productFile : parent;
    this.locator = locator;
    this.out = out;
  }

  /** Whether a bundle file is the user's code. */
  public static boolean isCode(BundlePath path) {
    return path.value().startsWith(FOLDER);
  }

  /** Whether a bundle file is a copy of one of the user's: code, or the lock. */
  public static boolean isCopied(BundleFile file) {
    return file.origins().equals(COPIED);
  }

  /**
   * Returns where a bundle file that is the user's code lies in the product; nothing for others.
   */
  public static Optional<String> inProduct(BundlePath path) {
    return isCode(path) ? Optional.of(path.value().substring(FOLDER.length())) : Optional.empty();
  }

  /**
   * Copies the files at and below these paths; to be called once.
   *
   * @throws IOException when the disk fails
   */
  public CodeCopy copy(List<String> paths) throws IOException {
    named = new TreeSet<>(paths);
    for (String path : paths) {
      Path from = root.resolve(path);
      if (Files.exists(from)) {
        collect(from, path.equals(".") ? "" : path, List.of());
      }
    }
    if (!secrets.isEmpty()) {
      out.add(CodeFindings.leftOut(secrets).at(SpecPath.of("code", "paths"), locator));
    }
    if (files.isEmpty()) {
      files.add(EMPTY);
    }
    return new CodeCopy(files.stream().distinct().toList(), List.copyOf(leftOut));
  }

  /**
   * Returns the user's lock where {@code make-env.sh} looks for it; a {@code uv.lock} takes the
   * {@code pyproject.toml} beside it along.
   *
   * @throws IOException when the disk fails
   */
  public List<BundleFile> lock(Optional<String> lock) throws IOException {
    List<BundleFile> files = new ArrayList<>();
    if (lock.isPresent() && Files.isRegularFile(root.resolve(lock.get()))) {
      Path from = root.resolve(lock.get());
      BundlePath to = CommonFiles.lockPath(lock.get());
      files.add(file(to, from, FileMode.REGULAR));
      Path project = from.resolveSibling("pyproject.toml");
      if (to.value().endsWith("uv.lock") && Files.isRegularFile(project)) {
        BundlePath beside = new BundlePath("locks/user/pyproject.toml");
        files.add(file(beside, project, FileMode.REGULAR));
      }
    }
    return List.copyOf(files);
  }

  /**
   * Takes a file, or what is below a folder.
   *
   * @param above the real places of the folders that lead here, by which a ring of links is seen
   */
  private void collect(Path from, String path, List<Path> above) throws IOException {
    Optional<Path> real = real(from);
    if (real.isEmpty()) {
      out.add(CodeFindings.leadsNowhere(path).at(SpecPath.of("code", "paths"), locator));
    } else if (!real.get().startsWith(root.toRealPath())) {
      out.add(CodeFindings.leavesRoot(path).at(SpecPath.of("code", "paths"), locator));
    } else if (above.size() > DEEPEST || above.contains(real.get())) {
      out.add(CodeFindings.tooDeep(path).at(SpecPath.of("code", "paths"), locator));
    } else if (Files.isDirectory(from)) {
      List<Path> here = new ArrayList<>(above);
      here.add(real.get());
      for (Path child : children(from)) {
        String name = String.valueOf(child.getFileName());
        String below = path.isEmpty() ? name : path + "/" + name;
        if (isWanted(child, below)) {
          collect(child, below, here);
        }
      }
    } else if (Files.isRegularFile(from) && !from.normalize().equals(productFile)) {
      add(from, path);
    }
  }

  /** Whether what was found in a folder is code; what is not is kept for the report. */
  private boolean isWanted(Path child, String path) throws IOException {
    if (named.contains(path)) {
      return true;
    }
    String name = String.valueOf(child.getFileName());
    String real = real(child).map(Path::getFileName).map(Path::toString).orElse(name);
    if (CodeNames.isOfATool(name) || isMade(child)) {
      leftOut.add(path);
    } else if (CodeNames.isSecret(name) || CodeNames.isSecret(real)) {
      secrets.add(path);
    } else {
      return true;
    }
    return false;
  }

  /** Where a path leads; empty for a link to nothing or to itself. */
  private static Optional<Path> real(Path path) throws IOException {
    try {
      return Optional.of(path.toRealPath());
    } catch (FileSystemException e) {
      if (Files.isSymbolicLink(path)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void add(Path from, String path) throws IOException {
    Optional<String> fault = BundlePath.faultOf(FOLDER + path);
    if (fault.isPresent()) {
      out.add(
          CodeFindings.unusableName(path, fault.get()).at(SpecPath.of("code", "paths"), locator));
      return;
    }
    files.add(file(new BundlePath(FOLDER + path), from, modeOf(from)));
  }

  private static BundleFile file(BundlePath to, Path from, FileMode mode) throws IOException {
    return new BundleFile(to, Content.bytes(Files.readAllBytes(from)), mode, COPIED);
  }

  /** Only the owner's right to execute counts: it alone survives every umask. */
  private static FileMode modeOf(Path file) throws IOException {
    boolean isExecutable =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
    return isExecutable ? FileMode.EXECUTABLE : FileMode.REGULAR;
  }

  /**
   * A virtual environment, whatever its name, and what we write: a bundle below the code must not
   * end up in the next one, nor must the stage that a killed run leaves beside it.
   */
  private static boolean isMade(Path found) {
    String name = String.valueOf(found.getFileName());
    return Files.exists(found.resolve("pyvenv.cfg"))
        || Files.exists(found.resolve(".regauge.lock"))
        || Files.exists(found.resolve("bundle.lock.json"))
        || isOfDbt(found, name)
        || (name.startsWith(".")
            && name.endsWith(".new")
            && Files.exists(found.resolveSibling(".regauge.lock")));
  }

  /**
   * What dbt leaves in a project: when it ran, and what it compiled for somebody's own database. A
   * step has dbt read the project itself.
   */
  private static boolean isOfDbt(Path found, String name) {
    return (name.equals("target") || name.equals("logs"))
        && Files.exists(found.resolveSibling("dbt_project.yml"));
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }
}

package dev.regauge.engine.common;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.adapters.spi.Content;
import dev.regauge.adapters.spi.FileMode;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.SpecPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Copies the user's code byte for byte to {@code code/}, and the user's lock to {@code locks/}.
 *
 * <p>Links are followed only inside the product root; caches, version control and the product file
 * itself stay behind: what it says is in the plan, and moving its text changes no bundle.
 */
public final class CodeFiles {
  private static final String FOLDER = "code/";
  private static final int DEEPEST = 100;

  /** What belongs to a tool and not to the code, and would make the bundle depend on its use. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          ".git",
          ".hg",
          ".svn",
          ".venv",
          ".regauge",
          ".DS_Store",
          ".idea",
          ".vscode",
          ".mypy_cache",
          ".pytest_cache",
          ".ruff_cache",
          "__pycache__",
          "node_modules");

  /** A step works in the folder, so that it must be there even when there is nothing in it. */
  private static final BundleFile EMPTY =
      new BundleFile(
          new BundlePath(FOLDER + ".keep"), Content.text(""), FileMode.REGULAR, List.of());

  private final Path productFile;
  private final Path root;
  private final Locator locator;
  private final Diagnostics out;

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

  /**
   * Returns the files at and below these paths.
   *
   * @throws IOException when the disk fails
   */
  public List<BundleFile> copy(List<String> paths) throws IOException {
    List<BundleFile> files = new ArrayList<>();
    for (String path : paths) {
      Path from = root.resolve(path);
      if (Files.exists(from)) {
        collect(from, path.equals(".") ? "" : path, 0, files);
      }
    }
    if (files.isEmpty()) {
      files.add(EMPTY);
    }
    return files.stream().distinct().toList();
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

  private void collect(Path from, String path, int depth, List<BundleFile> files)
      throws IOException {
    if (!from.toRealPath().startsWith(root.toRealPath())) {
      out.add(CodeFindings.leavesRoot(path).at(SpecPath.of("code", "paths"), locator));
    } else if (depth > DEEPEST || leadsUp(from)) {
      // A link to a folder above makes a ring, which has no end.
      out.add(CodeFindings.tooDeep(path).at(SpecPath.of("code", "paths"), locator));
    } else if (Files.isDirectory(from)) {
      if (isBundle(from)) {
        return;
      }
      for (Path child : children(from)) {
        String name = String.valueOf(child.getFileName());
        if (!LEFT_OUT.contains(name) && !name.endsWith(".pyc")) {
          collect(child, path.isEmpty() ? name : path + "/" + name, depth + 1, files);
        }
      }
    } else if (Files.isRegularFile(from) && !from.normalize().equals(productFile)) {
      add(from, path, files);
    }
  }

  /** Whether this is a link to a folder that it stands in. */
  private static boolean leadsUp(Path from) throws IOException {
    Path parent = from.getParent();
    return parent != null
        && Files.isSymbolicLink(from)
        && parent.toRealPath().startsWith(from.toRealPath());
  }

  private void add(Path from, String path, List<BundleFile> files) throws IOException {
    Optional<String> fault = BundlePath.faultOf(FOLDER + path);
    if (fault.isPresent()) {
      out.add(
          CodeFindings.unusableName(path, fault.get()).at(SpecPath.of("code", "paths"), locator));
      return;
    }
    files.add(file(new BundlePath(FOLDER + path), from, modeOf(from)));
  }

  private static BundleFile file(BundlePath to, Path from, FileMode mode) throws IOException {
    return new BundleFile(to, Content.bytes(Files.readAllBytes(from)), mode, List.of("code"));
  }

  /** Only the owner's right to execute counts: it alone survives every umask. */
  private static FileMode modeOf(Path file) throws IOException {
    boolean isExecutable =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
    return isExecutable ? FileMode.EXECUTABLE : FileMode.REGULAR;
  }

  /** A bundle that was generated below the code must not end up in the next one. */
  private static boolean isBundle(Path folder) {
    return Files.exists(folder.resolve(".regauge.lock"))
        || Files.exists(folder.resolve("bundle.lock.json"));
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }
}

package dev.regauge.engine.output;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.adapters.spi.Content;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.spec.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One target's folder on disk, with the lock that it holds and the stage beside it. */
final class TargetFolder {
  private final TargetName target;
  private final Path folder;
  private final Path stage;

  TargetFolder(Path out, TargetName target) {
    this.target = target;
    this.folder = out.resolve(target.value());
    this.stage = out.resolve("." + target.value() + ".new");
  }

  /**
   * Finishes what a killed run began: a stage with a lock is complete and is moved on, one without
   * is thrown away.
   */
  void finishInterruptedMove() throws IOException {
    if (lockIn(stage).isPresent()) {
      moveStageIntoPlace();
    }
    FileTree.removeAll(stage);
  }

  /**
   * Adds a finding for everything that keeps the bundle from being written, and changes nothing.
   *
   * <p>Where a killed run left its stage, a file is ours when it is as the old lock or as the
   * staged one says.
   */
  void refuse(LockedBundle bundle, boolean overwritesEdits, Diagnostics findings)
      throws IOException {
    if (Files.isSymbolicLink(folder)) {
      findings.add(OutputCodes.symbolicLink(shown(folder)));
      return;
    }
    if (!FileTree.exists(folder)) {
      return;
    }
    if (!FileTree.isFolder(folder)) {
      findings.add(OutputCodes.inTheWay(shown(folder)));
      return;
    }
    Optional<BundleLock> old = lockIn(folder);
    Optional<BundleLock> staged = lockIn(stage);
    if (old.isEmpty() && staged.isEmpty()) {
      if (!FileTree.children(folder).isEmpty()) {
        findings.add(OutputCodes.notOurs(shown(folder)));
      }
      return;
    }
    SortedMap<BundlePath, SortedSet<String>> owned = new TreeMap<>();
    for (Optional<BundleLock> lock : List.of(old, staged)) {
      filesOf(lock)
          .forEach(
              (path, entry) ->
                  owned.computeIfAbsent(path, _ -> new TreeSet<>()).add(entry.sha256()));
    }
    for (BundleFile file : bundle.bundle().files()) {
      refuseAt(file.path(), Optional.of(file), owned, overwritesEdits, findings);
    }
    for (BundlePath path : owned.keySet()) {
      if (!bundle.lock().files().containsKey(path)) {
        refuseAt(path, Optional.empty(), owned, overwritesEdits, findings);
      }
    }
  }

  private void refuseAt(
      BundlePath path,
      Optional<BundleFile> wanted,
      SortedMap<BundlePath, SortedSet<String>> owned,
      boolean overwritesEdits,
      Diagnostics findings)
      throws IOException {
    Optional<Path> link = FileTree.linkOnTheWay(folder, path);
    if (link.isPresent()) {
      findings.add(OutputCodes.symbolicLink(shown(link.get())));
      return;
    }
    Path file = folder.resolve(path.value());
    for (Path above = file.getParent();
        above != null && !above.equals(folder);
        above = above.getParent()) {
      if (FileTree.isFile(above) && !owned.containsKey(pathOf(above))) {
        findings.add(OutputCodes.inTheWay(shown(above)));
        return;
      }
    }
    if (!FileTree.exists(file)) {
      return;
    }
    SortedSet<String> generated = owned.get(path);
    if (!FileTree.isFile(file)) {
      if (!FileTree.isFolder(file) || holdsStrangers(path, owned)) {
        findings.add(OutputCodes.inTheWay(shown(file)));
      }
      return;
    }
    String onDisk = Content.bytes(Files.readAllBytes(file)).sha256();
    boolean isWanted = wanted.isPresent() && wanted.get().content().sha256().equals(onDisk);
    if (isWanted) {
      return;
    }
    if (generated == null) {
      findings.add(OutputCodes.inTheWay(shown(file)));
    } else if (!generated.contains(onDisk) && !overwritesEdits) {
      findings.add(OutputCodes.editedByHand(shown(file)));
    }
  }

  /**
   * Whether a folder that must become a file is not ours alone: it holds files which the old lock
   * does not name, or none, and then no removal of ours would clear it away.
   */
  private boolean holdsStrangers(BundlePath path, SortedMap<BundlePath, SortedSet<String>> owned)
      throws IOException {
    List<BundlePath> files = FileTree.files(folder.resolve(path.value()));
    for (BundlePath inside : files) {
      if (!owned.containsKey(new BundlePath(path + "/" + inside))) {
        return true;
      }
    }
    return files.isEmpty();
  }

  /** Compares the bundle with what stands here, bytes and modes. */
  BundleChange changeTo(LockedBundle bundle) throws IOException {
    List<BundlePath> added = new ArrayList<>();
    List<BundlePath> changed = new ArrayList<>();
    List<BundlePath> removed = new ArrayList<>();
    List<BundleFile> files = bundle.filesAndLock();
    for (BundleFile file : files) {
      Path onDisk = folder.resolve(file.path().value());
      if (!FileTree.isFile(onDisk)) {
        added.add(file.path());
      } else if (!FileTree.hasMode(onDisk, file.mode())
          || !Content.bytes(Files.readAllBytes(onDisk)).equals(file.content())) {
        changed.add(file.path());
      }
    }
    for (BundlePath path : filesOf(lockIn(folder)).keySet()) {
      if (!bundle.lock().files().containsKey(path)
          && FileTree.isFile(folder.resolve(path.value()))) {
        removed.add(path);
      }
    }
    return new BundleChange(target, folder, files.size(), added, changed, removed);
  }

  /** Writes the difference. */
  void write(LockedBundle bundle, BundleChange change) throws IOException {
    Path out = parentOf(stage);
    FileTree.makeFolders(out, stage);
    SortedSet<BundlePath> written = new TreeSet<>(change.added());
    written.addAll(change.changed());
    for (BundleFile file : bundle.bundle().files()) {
      if (written.contains(file.path())) {
        stage(file);
      }
    }
    // The lock makes the stage complete; before it nothing in the target's folder has been touched.
    stage(bundle.lockFile());
    FileTree.flush(stage);
    moveStageIntoPlace();
    FileTree.removeAll(stage);
    FileTree.flush(out);
  }

  private void stage(BundleFile file) throws IOException {
    Path staged = stage.resolve(file.path().value());
    FileTree.makeFolders(stage, parentOf(staged));
    FileTree.writeNew(staged, file.content().view(), file.mode());
  }

  private void moveStageIntoPlace() throws IOException {
    if (!FileTree.exists(folder)) {
      FileTree.move(stage, folder);
      return;
    }
    SortedMap<BundlePath, BundleLock.Entry> old = filesOf(lockIn(folder));
    SortedMap<BundlePath, BundleLock.Entry> wanted = filesOf(lockIn(stage));
    for (BundlePath path : old.keySet()) {
      if (!wanted.containsKey(path)) {
        FileTree.remove(folder, path);
      }
    }
    for (BundlePath path : FileTree.files(stage)) {
      if (!path.equals(BundleLock.PATH)) {
        moveOne(path);
      }
    }
    moveOne(BundleLock.PATH);
    FileTree.flush(folder);
  }

  private void moveOne(BundlePath path) throws IOException {
    Path to = folder.resolve(path.value());
    FileTree.makeFolders(folder, parentOf(to));
    FileTree.move(stage.resolve(path.value()), to);
  }

  private static SortedMap<BundlePath, BundleLock.Entry> filesOf(Optional<BundleLock> lock) {
    return lock.map(BundleLock::files).orElse(Collections.emptySortedMap());
  }

  private static Optional<BundleLock> lockIn(Path place) throws IOException {
    Path lock = place.resolve(BundleLock.PATH.value());
    return FileTree.isFile(lock)
        ? BundleLock.parse(Content.bytes(Files.readAllBytes(lock)).asText())
        : Optional.empty();
  }

  private BundlePath pathOf(Path inside) {
    return new BundlePath(folder.relativize(inside).toString().replace('\\', '/'));
  }

  private static Path parentOf(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private String shown(Path path) {
    Path out = folder.getParent();
    return out == null ? path.toString() : out.relativize(path).toString().replace('\\', '/');
  }
}

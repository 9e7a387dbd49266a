package dev.regauge.engine.output;

import dev.regauge.spec.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes bundles into an output folder, one folder for each target.
 *
 * <p>Every target is held against the disk before the first byte is written, so a refusal leaves
 * all of them untouched. A target's new files are staged beside it in {@code .<target>.new},
 * flushed, and moved into place one by one, the lock last; whoever dies in between leaves a staged
 * lock, and the next run finishes the move. Only files named in the old lock are replaced or
 * removed.
 */
public final class BundleWriter {

  /**
   * Compares bundles with the folder and writes nothing; what no writer would write is a finding.
   *
   * @return what would change in each target; empty when refused
   * @throws IOException when the disk fails
   */
  public List<BundleChange> compare(Path out, List<LockedBundle> bundles, Diagnostics findings)
      throws IOException {
    refuseSecrets(bundles, findings);
    if (findings.hasErrors()) {
      return List.of();
    }
    List<BundleChange> changes = new ArrayList<>();
    for (LockedBundle bundle : bundles) {
      changes.add(new TargetFolder(out, bundle.bundle().target()).changeTo(bundle));
    }
    return changes;
  }

  /**
   * Makes the folder hold these bundles, or adds findings and leaves it as it was.
   *
   * @param overwritesEdits whether files that were edited by hand are replaced
   * @return what changed in each target; empty when refused
   * @throws OutputLocked when another run writes there
   * @throws IOException when the disk fails
   */
  public List<BundleChange> write(
      Path out, List<LockedBundle> bundles, boolean overwritesEdits, Diagnostics findings)
      throws IOException {
    List<TargetFolder> folders =
        bundles.stream().map(bundle -> new TargetFolder(out, bundle.bundle().target())).toList();
    refuseSecrets(bundles, findings);
    if (!OutputLock.isThere(out)) {
      // Where nobody has written yet, a refusal leaves not even the lock's file behind.
      refuse(folders, bundles, overwritesEdits, findings);
      if (findings.hasErrors()) {
        return List.of();
      }
    }
    makeOutputFolder(out);
    try (OutputLock _ = OutputLock.on(out)) {
      refuse(folders, bundles, overwritesEdits, findings);
      if (findings.hasErrors()) {
        return List.of();
      }
      List<BundleChange> changes = new ArrayList<>();
      for (int i = 0; i < bundles.size(); i++) {
        folders.get(i).finishInterruptedMove();
        BundleChange change = folders.get(i).changeTo(bundles.get(i));
        if (!change.isEmpty()) {
          folders.get(i).write(bundles.get(i), change);
        }
        changes.add(change);
      }
      return changes;
    }
  }

  /** What many would read is judged here, as only the writer sees all that is written. */
  private static void refuseSecrets(List<LockedBundle> bundles, Diagnostics findings) {
    OutputSecrets secrets = new OutputSecrets(findings);
    bundles.forEach(bundle -> secrets.judge(bundle.bundle()));
  }

  private static void refuse(
      List<TargetFolder> folders,
      List<LockedBundle> bundles,
      boolean overwritesEdits,
      Diagnostics findings)
      throws IOException {
    for (int i = 0; i < folders.size(); i++) {
      folders.get(i).refuse(bundles.get(i), overwritesEdits, findings);
    }
  }

  private static void makeOutputFolder(Path out) throws IOException {
    if (Files.isDirectory(out)) {
      return;
    }
    Path above = out.toAbsolutePath().normalize();
    while (above.getParent() != null && !Files.isDirectory(above)) {
      above = above.getParent();
    }
    FileTree.makeFolders(above, out.toAbsolutePath().normalize());
  }
}

package dev.regauge.engine.output;

import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.adapters.spi.TargetName;
import java.nio.file.Path;
import java.util.List;

/** What differs between a bundle and its folder. */
public record BundleChange(
    TargetName target,
    Path folder,
    int fileCount,
    List<BundlePath> added,
    List<BundlePath> changed,
    List<BundlePath> removed) {

  public BundleChange {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
    removed = List.copyOf(removed);
  }

  /** Whether the folder holds the bundle already. */
  public boolean isEmpty() {
    return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
  }
}

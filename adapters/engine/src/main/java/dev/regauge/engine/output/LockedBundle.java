package dev.regauge.engine.output;

import dev.regauge.adapters.spi.Bundle;
import dev.regauge.adapters.spi.BundleFile;
import java.util.ArrayList;
import java.util.List;

/** A bundle with the lock over its files. */
public record LockedBundle(Bundle bundle, BundleLock lock, BundleFile lockFile) {

  public LockedBundle(Bundle bundle, BundleLock lock) {
    this(bundle, lock, lock.file());
  }

  /** Returns the bundle's files and the lock itself, by path. */
  public List<BundleFile> filesAndLock() {
    List<BundleFile> all = new ArrayList<>(bundle.files());
    all.add(lockFile);
    return new Bundle(bundle.target(), all).files();
  }
}

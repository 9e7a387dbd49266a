package dev.regauge.engine.common;

import dev.regauge.adapters.spi.BundleFile;
import java.util.List;
import java.util.regex.Pattern;

/** What a product's own lock has: pinned requirements, or a {@code uv.lock}. */
final class UserLocks {

  private UserLocks() {}

  /**
   * Returns whether the lock has a package.
   *
   * @param userLock the lock with the files that belong to it; empty for a product that has none
   * @param name the package as it is published, such as {@code pyspark}
   */
  static boolean hold(List<BundleFile> userLock, String name) {
    String quoted = Pattern.quote(name);
    Pattern line = Pattern.compile("(?m)^(?:name = \"" + quoted + "\"|" + quoted + "[ =\\[])");
    return userLock.stream().anyMatch(lock -> line.matcher(lock.content().asText()).find());
  }
}

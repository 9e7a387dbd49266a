package dev.regauge.engine;

import dev.regauge.adapters.spi.BundleFile;
import java.util.List;

/**
 * What every bundle holds whatever its target.
 *
 * @param leftOut what stayed behind of the user's folders, because it belongs to a tool
 */
public record ProductHome(List<BundleFile> files, List<String> leftOut) {
  public ProductHome {
    files = List.copyOf(files);
    leftOut = List.copyOf(leftOut);
  }
}

package dev.regauge.engine.common;

import dev.regauge.adapters.spi.BundleFile;
import java.util.List;

/**
 * The user's code as bundle files.
 *
 * @param leftOut what was found at the code paths and stayed behind because it belongs to a tool,
 *     relative to the product root; what looks like a secret is a finding instead
 */
public record CodeCopy(List<BundleFile> files, List<String> leftOut) {
  public CodeCopy {
    files = List.copyOf(files);
    leftOut = List.copyOf(leftOut);
  }
}

package dev.regauge.spec.source;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that a product names, as they were when it was read.
 *
 * @param texts by path below the product root, for example {@code sql/orders.sql}
 * @param lock the user's lock file: the one that the product names, else {@code uv.lock} or {@code
 *     requirements.txt} beside the product file
 */
public record ReferencedFiles(SortedMap<String, String> texts, Optional<String> lock) {

  public ReferencedFiles {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  /** Returns the text of a file, when the product names it and it could be read. */
  public Optional<String> text(String path) {
    return Optional.ofNullable(texts.get(path));
  }
}

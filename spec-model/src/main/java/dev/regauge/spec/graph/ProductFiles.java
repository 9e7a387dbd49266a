package dev.regauge.spec.graph;

import java.util.Optional;

/** The files that a spec names, as they were when the spec was read. */
@FunctionalInterface
public interface ProductFiles {

  /** A product without files. */
  ProductFiles NONE = path -> Optional.empty();

  /** Returns the text of the file at that path, relative to the product root. */
  Optional<String> text(String path);
}

package dev.regauge.spec.source;

import java.util.List;
import java.util.Optional;

/** The folder of a product, seen by paths below it. */
interface RootFolder {

  /** What a path leads to. */
  State stateOf(String path);

  /** Returns a file's bytes, when it can be read and is not larger than the limit. */
  Optional<byte[]> read(String path, long limit);

  /**
   * Returns what has a path that fits a pattern ({@link dev.regauge.spec.model.form.Wildcards}), at
   * most so many: files, links that lead out or nowhere too, and folders when the pattern asks for
   * an ending ({@code *.yaml}); {@code *} by itself means files.
   */
  List<String> list(String pattern, int most);

  /** What there is at a path. */
  enum State {
    FILE,
    FOLDER,
    MISSING,
    /** A link leads out of the folder. */
    OUTSIDE
  }
}

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
   * Returns the files whose path fits a pattern ({@link dev.regauge.spec.model.form.Wildcards}), at
   * most so many; links that lead out are none of them.
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

package dev.regauge.spec.source;

import java.util.Optional;

/** The folder of a product, seen by paths below it. */
interface RootFolder {

  /** What a path leads to. */
  State stateOf(String path);

  /** Returns a file's bytes, when it can be read and is not larger than the limit. */
  Optional<byte[]> read(String path, long limit);

  /** What there is at a path. */
  enum State {
    FILE,
    FOLDER,
    MISSING,
    /** A link leads out of the folder. */
    OUTSIDE
  }
}

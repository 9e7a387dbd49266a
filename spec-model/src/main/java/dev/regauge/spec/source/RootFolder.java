package dev.regauge.spec.source;

import java.util.List;
import java.util.SortedMap;

/** The folder of a product, seen by paths below it. */
interface RootFolder {

  /** What a path leads to. */
  State stateOf(String path);

  /** Returns a file's bytes, or why they cannot be had. */
  Content read(String path, long limit);

  /**
   * Returns what has a path that fits a pattern ({@link dev.regauge.spec.model.form.Wildcards}), at
   * most so many: files, links that lead out or nowhere too, and folders when the pattern asks for
   * an ending ({@code *.yaml}); {@code *} by itself means files.
   */
  Hits list(String pattern, int most);

  /** What there is at a path. */
  enum State {
    FILE,
    FOLDER,
    MISSING,
    /** A link leads out of the folder. */
    OUTSIDE
  }

  /** What reading a file gives. */
  sealed interface Content {

    /** All that is in the file. */
    @SuppressWarnings("ArrayRecordComponent") // read once and never compared
    record Bytes(byte[] bytes) implements Content {}

    /** More than anybody wants to read. */
    record TooLarge() implements Content {}

    /** The disk does not give it. */
    record Unreadable(String reason) implements Content {}
  }

  /**
   * What fits a pattern.
   *
   * @param paths those that were found
   * @param unreadable why a path cannot be looked at, which may fit the pattern or hold what does
   */
  record Hits(List<String> paths, SortedMap<String, String> unreadable) {}
}

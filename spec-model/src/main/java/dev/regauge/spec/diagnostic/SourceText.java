package dev.regauge.spec.diagnostic;

import java.util.Optional;

/** The text of the files that were read, for the snippets of the printers. */
public interface SourceText {

  /** Returns a line without its end, when the file was read; lines count from 1. */
  Optional<String> line(String file, int line);
}

package dev.regauge.engine.output;

import java.io.IOException;

/** Another run writes to the output folder at this moment; trying again later is safe. */
public final class OutputLocked extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names the folder. */
  public OutputLocked(String folder) {
    super("another run is writing to '" + folder + "'");
  }
}

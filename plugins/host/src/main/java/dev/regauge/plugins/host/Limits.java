package dev.regauge.plugins.host;

import java.time.Duration;

/**
 * What a plugin in a process of its own may take.
 *
 * @param time for one answer
 * @param memoryMib of its heap
 * @param outputBytes of one answer, and of what it prints besides
 */
public record Limits(Duration time, int memoryMib, int outputBytes) {

  /** What holds unless the project says otherwise. */
  public static final Limits USUAL = new Limits(Duration.ofSeconds(30), 256, 16 << 20);
}

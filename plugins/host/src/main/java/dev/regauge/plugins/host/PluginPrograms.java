package dev.regauge.plugins.host;

import dev.regauge.plugins.host.child.PluginProcess;
import java.nio.file.Path;

/** Gives the code of a plugin that nobody trusts a process to run in. */
@FunctionalInterface
public interface PluginPrograms {

  /** One process for each registry, which ends with it. */
  PluginPrograms FRESH = (jar, _, limits) -> new PluginProcess(jar, limits);

  /**
   * Returns what answers for a jar; whoever takes it closes it.
   *
   * @param sha256 of the jar's bytes
   */
  Answerer of(Path jar, String sha256, Limits limits);
}

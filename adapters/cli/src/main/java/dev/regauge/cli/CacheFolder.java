package dev.regauge.cli;

import java.nio.file.Path;
import java.util.Map;

/** Regauge's cache: what may be thrown away at any time and is made again. */
final class CacheFolder {
  private CacheFolder() {}

  /** Returns {@code $REGAUGE_CACHE}, else {@code regauge} in the user's cache folder. */
  static Path of(Map<String, String> environment) {
    String own = environment.getOrDefault("REGAUGE_CACHE", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (!cache.isEmpty()) {
      return Path.of(cache, "regauge");
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    return Path.of(home, ".cache", "regauge");
  }
}

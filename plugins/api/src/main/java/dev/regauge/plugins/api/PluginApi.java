package dev.regauge.plugins.api;

import java.util.Optional;

/** The versions of the plugin API that this Regauge speaks. */
public final class PluginApi {

  /** The version of the interfaces in this package. */
  public static final ApiVersion VERSION = new ApiVersion(1, 0);

  /** The oldest version that a plugin may be written for. */
  public static final ApiVersion MIN_VERSION = new ApiVersion(1, 0);

  private PluginApi() {}

  /**
   * Returns why a plugin for that version cannot be used, or nothing when it can: the same major
   * version, and {@code MIN_VERSION <= version <= VERSION}.
   */
  public static Optional<String> fault(String plugin, String version) {
    Optional<ApiVersion> asked = ApiVersion.parse(version);
    boolean isFit =
        asked.isPresent()
            && asked.get().major() == VERSION.major()
            && asked.get().compareTo(MIN_VERSION) >= 0
            && asked.get().compareTo(VERSION) <= 0;
    return isFit
        ? Optional.empty()
        : Optional.of(
            "plugin '"
                + plugin
                + "' is written for version "
                + version
                + " of the plugin API; this Regauge takes "
                + MIN_VERSION
                + " to "
                + VERSION);
  }
}

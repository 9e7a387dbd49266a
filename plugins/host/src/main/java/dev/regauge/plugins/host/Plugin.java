package dev.regauge.plugins.host;

import dev.regauge.plugins.api.PluginMetadata;
import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.host.config.ConfigForms;
import dev.regauge.plugins.host.manifest.PluginHome;
import dev.regauge.plugins.host.manifest.PluginManifest;
import java.util.Optional;

/**
 * A plugin that was found, usable or not.
 *
 * @param name its own, or that of its file where it says none
 * @param place where it was found, as the project says it; {@code built-in} for our own
 * @param sha256 over everything that it consists of; empty for our own
 * @param reason why it is not usable; empty when it is
 * @param manifest what its manifest says, when that could be read
 * @param home its files, except for our own
 * @param forms what it asks of its settings
 * @param answerer present when it is usable and has something to be asked
 */
public record Plugin(
    String name,
    Form form,
    String place,
    String sha256,
    Status status,
    String reason,
    Optional<PluginMetadata> metadata,
    Optional<PluginManifest> manifest,
    Optional<PluginHome> home,
    ConfigForms forms,
    Optional<Answerer> answerer) {

  /** What a plugin is made of. */
  public enum Form {
    BUILT_IN("built-in"),
    JAVA("java"),
    YAML("yaml"),
    PYTHON("python");

    private final String word;

    Form(String word) {
      this.word = word;
    }

    /** Returns the word in lists. */
    public String word() {
      return word;
    }
  }

  /** Whether a plugin may and can be used. */
  public enum Status {
    OK,
    INVALID,
    DENIED
  }

  /** Whether it is usable and of that type. */
  public boolean is(PluginType type) {
    return status == Status.OK && metadata.map(data -> data.is(type)).orElse(false);
  }

  /** Returns its version; {@code ?} where it says none. */
  public String version() {
    return metadata.map(PluginMetadata::version).orElse("?");
  }

  Plugin with(Status other, String why) {
    return new Plugin(
        name, form, place, sha256, other, why, metadata, manifest, home, forms, Optional.empty());
  }
}

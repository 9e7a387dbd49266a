package dev.regauge.plugins.host;

import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.source.SourceMap;
import dev.regauge.spec.source.SpecAdditions.SettingPlaces;
import java.util.List;
import java.util.Optional;

/** The places of a plugin's own settings in the project's settings file. */
record ProjectPlaces(SourceMap sources, String plugin) implements SettingPlaces {

  /** Returns the place of the plugin's name under {@code plugins.config}. */
  Optional<Span> name() {
    return key(List.of());
  }

  @Override
  public Optional<Span> key(List<String> path) {
    return sources.keyAt(at(path));
  }

  @Override
  public Optional<Span> value(List<String> path) {
    return sources.valueAt(at(path));
  }

  private SpecPath at(List<String> path) {
    SpecPath at = SpecPath.of("plugins", "config").entry(plugin);
    for (String step : path) {
      at = at.entry(step);
    }
    return at;
  }
}

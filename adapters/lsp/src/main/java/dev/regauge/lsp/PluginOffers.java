package dev.regauge.lsp;

import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.host.PluginSteps;
import dev.regauge.plugins.host.config.ConfigRules;
import dev.regauge.spec.source.Written;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the steps of a product's plugins are to a place of its text. */
final class PluginOffers {
  /** Begins the name of a step where a function may stand as well. */
  static final String STEP = "plugin:";

  private final PluginSteps steps;

  PluginOffers(PluginSteps steps) {
    this.steps = steps;
  }

  /**
   * Returns the names of steps that may stand at a value; {@code before} is what is typed of it.
   */
  Iterable<String> names(Spot spot, String before) {
    if (spot.record().name().equals("Connector") && spot.field().equals("type")) {
      return steps.of(PluginType.SOURCE).keySet();
    }
    if (spot.record().name().equals("Python") && before.endsWith(STEP)) {
      boolean isCheck = spot.frame().nearest("CheckSpec").isPresent();
      return steps.of(isCheck ? PluginType.QUALITY : PluginType.TRANSFORM).keySet();
    }
    return new TreeMap<String, String>().keySet();
  }

  /** Returns the settings that may stand at a key, each with what the plugin says of it. */
  SortedMap<String, String> settings(Spot spot) {
    SortedMap<String, String> settings = new TreeMap<>();
    rules(spot)
        .ifPresent(
            rules -> {
              rules.required().forEach(name -> settings.put(name, rules.about(name)));
              rules.optional().forEach(name -> settings.put(name, rules.about(name)));
            });
    spot.frame().fields().fields().forEach(field -> settings.remove(field.key().text()));
    return settings;
  }

  private Optional<ConfigRules> rules(Spot spot) {
    Spot.Frame around = spot.frame().around();
    if (around == null) {
      return Optional.empty();
    }
    if (spot.record().name().equals("Connector") && spot.field().equals("config")) {
      return text(around, "type").map(steps.of(PluginType.SOURCE)::get);
    }
    if (spot.record().name().equals("Python") && spot.field().equals("params")) {
      return text(around, "entrypoint")
          .filter(name -> name.startsWith(STEP))
          .map(name -> steps.of(PluginType.QUALITY).get(name.substring(STEP.length())));
    }
    return Optional.empty();
  }

  private static Optional<String> text(Spot.Frame frame, String field) {
    return frame.fields().text(field).map(Written.Text::text);
  }
}

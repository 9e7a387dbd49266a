package dev.regauge.plugins.host;

import dev.regauge.plugins.host.config.ConfigRules;
import dev.regauge.plugins.host.config.SettingFault;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.source.SpecAdditions.SettingPlaces;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Holds settings to what their plugin asks, each mistake at its place. */
final class SettingsCheck {
  private final Diagnostics out;

  SettingsCheck(Diagnostics out) {
    this.out = out;
  }

  /** Returns whether nothing is wrong; {@code who}: whose settings they are, in a sentence. */
  boolean holds(
      Plugin plugin, ConfigRules rules, String who, ObjectNode settings, SettingPlaces places) {
    List<SettingFault> faults;
    try {
      faults = rules.faults(settings);
    } catch (PluginFailure e) {
      out.add(PluginCodes.failed(plugin.name(), String.valueOf(e.getMessage())));
      return false;
    }
    for (SettingFault fault : faults) {
      Optional<Span> at = fault.isKey() ? places.key(fault.path()) : places.value(fault.path());
      String message = String.format(Locale.ROOT, fault.message(), who);
      at.ifPresent(span -> out.add(PluginCodes.wrongSetting(message, fault.help()).at(span)));
    }
    return faults.isEmpty();
  }
}

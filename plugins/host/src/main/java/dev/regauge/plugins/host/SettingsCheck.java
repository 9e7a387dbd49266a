package dev.regauge.plugins.host;

import dev.regauge.plugins.host.config.ConfigRules;
import dev.regauge.plugins.host.config.SettingFault;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.source.SpecAdditions.SettingPlaces;
import java.util.List;
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
      Diagnostic wrong = PluginCodes.wrongSetting(fault.message().apply(who), fault.help());
      if (fault.isKey()) {
        out.add(places.key(fault.path()).map(wrong::at).orElse(wrong));
      } else {
        // A value without a place could not be read, which is told already.
        places.value(fault.path()).ifPresent(span -> out.add(wrong.at(span)));
      }
    }
    return faults.isEmpty();
  }
}

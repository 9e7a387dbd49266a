package dev.regauge.plugins.host.config;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** The settings that must be given and those that may be, by name alone. */
public record ConfigNames(List<String> required, List<String> optional) implements ConfigRules {

  public ConfigNames {
    required = List.copyOf(required);
    optional = List.copyOf(optional);
  }

  @Override
  public boolean isClosed() {
    return true;
  }

  @Override
  public List<SettingFault> faults(ObjectNode settings) {
    TreeSet<String> known = new TreeSet<>(required);
    known.addAll(optional);
    List<SettingFault> faults = new ArrayList<>();
    for (String name : required) {
      if (!settings.has(name)) {
        SettingFaults.missing(List.of(), name, settings.propertyNames(), known)
            .ifPresent(faults::add);
      }
    }
    for (String name : settings.propertyNames()) {
      if (!known.contains(name)) {
        faults.add(SettingFaults.unknown(List.of(), name, known));
      }
    }
    return faults;
  }
}

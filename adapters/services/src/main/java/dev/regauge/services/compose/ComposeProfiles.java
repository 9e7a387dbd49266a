package dev.regauge.services.compose;

import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which profiles start which service. Compose starts nothing of a profile that was not asked for,
 * not even for another service that waits for it, so a service is also in the profiles of those
 * that call it.
 */
record ComposeProfiles(SortedMap<String, SortedSet<String>> ofService, SortedSet<String> always) {

  static ComposeProfiles of(Platform platform) {
    SortedMap<String, SortedSet<String>> profiles = new TreeMap<>();
    SortedSet<String> always = new TreeSet<>();
    for (Placed service : platform.services().reversed()) {
      String name = service.name();
      SortedSet<String> own = profiles.computeIfAbsent(name, _ -> new TreeSet<>());
      if (service.spec().isDefault().orElse(false)) {
        always.add(name);
      }
      own.add(service.spec().profile().orElse(name));
      for (String called : service.spec().dependsOn()) {
        profiles.computeIfAbsent(called, _ -> new TreeSet<>()).addAll(own);
        if (always.contains(name)) {
          always.add(called);
        }
      }
    }
    return new ComposeProfiles(profiles, always);
  }

  /** Returns the profiles of a service; none when it starts always. */
  List<String> of(Placed service) {
    return always.contains(service.name())
        ? List.of()
        : List.copyOf(ofService.getOrDefault(service.name(), new TreeSet<>()));
  }
}

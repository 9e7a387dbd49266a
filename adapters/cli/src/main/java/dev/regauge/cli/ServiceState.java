package dev.regauge.cli;

import java.util.Comparator;
import java.util.List;

/** What a service is on this machine; the worst of its containers, in this order, decides. */
enum ServiceState {
  /** It was never started here, or its containers were removed. */
  absent,
  /** A container of it is there and does not run. */
  stopped,
  /** It runs, and says that it is not well. */
  unhealthy,
  /** It runs, and nobody knows yet whether it is well. */
  starting,
  /** It runs, and has no {@code health} that could say more. */
  running,
  /** It runs and is well. */
  healthy;

  /** Returns the state of a service with these containers. */
  static ServiceState of(List<ServiceContainer> containers) {
    return containers.stream()
        .map(ServiceContainer::state)
        .min(Comparator.naturalOrder())
        .orElse(absent);
  }

  /** Whether there is nothing to wait for or to mend. */
  boolean isWell() {
    return this == running || this == healthy;
  }
}

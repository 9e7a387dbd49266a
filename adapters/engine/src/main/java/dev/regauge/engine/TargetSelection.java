package dev.regauge.engine;

import java.util.List;

/**
 * Which targets a command asks for. Nothing asked = the spec's targets, or every adapter when it
 * has none.
 *
 * @param targets names of the spec's targets
 * @param adapters ids of adapters to make with every default
 */
public record TargetSelection(List<String> targets, List<String> adapters) {

  /** Nothing asked. */
  public static final TargetSelection ALL = new TargetSelection(List.of(), List.of());

  public TargetSelection {
    targets = targets.stream().sorted().distinct().toList();
    adapters = adapters.stream().sorted().distinct().toList();
  }

  /** Whether nothing is asked. */
  public boolean isAll() {
    return targets.isEmpty() && adapters.isEmpty();
  }
}

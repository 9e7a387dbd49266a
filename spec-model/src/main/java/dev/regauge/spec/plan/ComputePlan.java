package dev.regauge.spec.plan;

import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How much of a machine a step gets, in Kubernetes' quantities.
 *
 * @param preset the preset whose amounts these are; a preset of the platform's own has them there
 */
public record ComputePlan(
    Optional<String> preset,
    Amounts requests,
    Amounts limits,
    SortedMap<String, String> nodeSelector,
    List<Value> tolerations) {

  /** Amounts of a machine; an absent one is the platform's to say. */
  public record Amounts(Optional<String> cpu, Optional<String> memory) {

    static final Amounts NONE = new Amounts(Optional.empty(), Optional.empty());

    static Amounts of(String cpu, String memory) {
      return new Amounts(Optional.of(cpu), Optional.of(memory));
    }

    Amounts or(Amounts other) {
      return new Amounts(cpu.or(other::cpu), memory.or(other::memory));
    }
  }
}

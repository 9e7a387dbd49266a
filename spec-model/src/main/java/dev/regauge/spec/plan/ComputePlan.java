package dev.regauge.spec.plan;

import dev.regauge.spec.model.ComputePreset;
import dev.regauge.spec.model.ComputeSpec;
import dev.regauge.spec.model.ComputeSpec.AmountsSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of a machine a step gets, and of which one, in Kubernetes' words.
 *
 * @param preset the preset whose amounts these are; a preset of the platform's own has them there
 * @param nodeSelector the labels that a node must have
 */
public record ComputePlan(
    Optional<String> preset,
    Amounts requests,
    Amounts limits,
    SortedMap<String, String> nodeSelector,
    List<Toleration> tolerations) {

  /** Amounts of a machine; an absent one is the platform's to say. */
  public record Amounts(Optional<String> cpu, Optional<String> memory) {

    private static final Amounts NONE = new Amounts(Optional.empty(), Optional.empty());

    private static Amounts of(Optional<AmountsSpec> spec) {
      return spec.map(written -> new Amounts(written.cpu(), written.memory())).orElse(NONE);
    }

    private Amounts or(Amounts other) {
      return new Amounts(cpu.or(other::cpu), memory.or(other::memory));
    }
  }

  /** A taint of nodes on which the step may run all the same; see {@link ComputeSpec}. */
  public record Toleration(
      Optional<String> key,
      Optional<String> operator,
      Optional<String> value,
      Optional<String> effect,
      Optional<Integer> seconds) {}

  /** Returns amounts by preset (spec.md 5), which those that are written stand before. */
  static ComputePlan of(Optional<ComputeSpec> spec) {
    boolean hasAmounts =
        spec.filter(
                it ->
                    it.preset().isPresent() || it.requests().isPresent() || it.limits().isPresent())
            .isPresent();
    // Whoever says only where a step runs has said nothing of how much it needs.
    Optional<String> preset =
        hasAmounts ? spec.flatMap(ComputeSpec::preset) : Optional.of(ComputePreset.SMALL.id());
    Optional<ComputePreset> known = preset.flatMap(ComputePreset::named);
    return new ComputePlan(
        preset,
        Amounts.of(spec.flatMap(ComputeSpec::requests))
            .or(Amounts.of(known.map(ComputePreset::requests))),
        Amounts.of(spec.flatMap(ComputeSpec::limits))
            .or(Amounts.of(known.map(ComputePreset::limits))),
        spec.map(ComputeSpec::nodeSelector).orElseGet(TreeMap::new),
        spec.map(ComputeSpec::tolerations).orElse(List.of()).stream()
            .map(
                taint ->
                    new Toleration(
                        taint.key(),
                        taint.operator(),
                        taint.value(),
                        taint.effect(),
                        taint.tolerationSeconds()))
            .toList());
  }

  /** Whether it is only what every step gets of which nothing is said. */
  public boolean asksNothing() {
    return equals(of(Optional.empty()));
  }
}

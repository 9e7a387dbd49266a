package dev.regauge.spec.model;

import dev.regauge.spec.model.ComputeSpec.AmountsSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The amounts of a step by name (spec.md 5), the one place that holds them. */
public enum ComputePreset {
  /** What a step gets when nothing is said. */
  SMALL("100m", "256Mi", "500m", "512Mi"),
  MEDIUM("250m", "512Mi", "1", "1Gi"),
  LARGE("500m", "1Gi", "2", "2Gi");

  private final AmountsSpec requests;
  private final AmountsSpec limits;

  ComputePreset(String cpu, String memory, String cpuLimit, String memoryLimit) {
    this.requests = new AmountsSpec(Optional.of(cpu), Optional.of(memory));
    this.limits = new AmountsSpec(Optional.of(cpuLimit), Optional.of(memoryLimit));
  }

  /** Returns the preset of a name, empty for one that only a platform can know. */
  public static Optional<ComputePreset> named(String name) {
    return Arrays.stream(values()).filter(preset -> preset.id().equals(name)).findFirst();
  }

  /** Returns the names of all. */
  public static List<String> names() {
    return Arrays.stream(values()).map(ComputePreset::id).toList();
  }

  /** Returns the name that a product writes. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what a step is promised. */
  public AmountsSpec requests() {
    return requests;
  }

  /** Returns what a step may take at most. */
  public AmountsSpec limits() {
    return limits;
  }
}

package dev.regauge.engine.request;

import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.adapters.spi.TargetOptions;
import dev.regauge.spec.diagnostic.SpecPath;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One bundle to make.
 *
 * @param accepted losses that the author lets through: feature id to where and why
 */
public record TargetRequest(
    TargetName name,
    OrchestratorAdapter<?> adapter,
    String version,
    TargetOptions options,
    SortedMap<String, Acceptance> accepted) {

  /** A loss accepted by name: the author's reason, and its place for findings. */
  public record Acceptance(String reason, SpecPath path) {}

  public TargetRequest {
    accepted = Collections.unmodifiableSortedMap(new TreeMap<>(accepted));
  }

  /** Returns the adapter's id. */
  public String adapterId() {
    return adapter.descriptor().id().value();
  }

  /** Returns what the author says about accepting each feature: id to reason. */
  public SortedMap<String, String> waivers() {
    SortedMap<String, String> reasons = new TreeMap<>();
    accepted.forEach((feature, acceptance) -> reasons.put(feature, acceptance.reason()));
    return reasons;
  }
}

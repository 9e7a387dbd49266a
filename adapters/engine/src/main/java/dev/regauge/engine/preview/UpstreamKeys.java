package dev.regauge.engine.preview;

import dev.regauge.spec.partition.KeyMapping;
import java.util.List;

/**
 * The partitions of an upstream asset that a tick's partitions map to.
 *
 * @param asset who reads or follows
 * @param keys oldest first; empty when there is none yet
 * @param isKnown whether the keys are known before a run: those of a dynamic set are not
 */
public record UpstreamKeys(
    String asset, String upstream, KeyMapping mapping, List<String> keys, boolean isKnown) {
  public UpstreamKeys {
    keys = List.copyOf(keys);
  }
}

package dev.regauge.adapters.argo;

import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.testkit.AdapterConformance;

/** Holds the adapter to what every adapter must keep. */
class ArgoConformanceTest extends AdapterConformance {
  @Override
  protected OrchestratorAdapter<?> adapter() {
    return new ArgoAdapter();
  }
}

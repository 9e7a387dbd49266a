package dev.regauge.adapters.dagster;

import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.testkit.AdapterConformance;

/** Holds the adapter to what every adapter must keep. */
class DagsterConformanceTest extends AdapterConformance {
  @Override
  protected OrchestratorAdapter<?> adapter() {
    return new DagsterAdapter();
  }
}

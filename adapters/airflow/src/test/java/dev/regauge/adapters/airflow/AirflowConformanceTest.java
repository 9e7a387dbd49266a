package dev.regauge.adapters.airflow;

import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.testkit.AdapterConformance;

/** Holds the adapter to what every adapter must keep. */
class AirflowConformanceTest extends AdapterConformance {
  @Override
  protected OrchestratorAdapter<?> adapter() {
    return new AirflowAdapter();
  }
}

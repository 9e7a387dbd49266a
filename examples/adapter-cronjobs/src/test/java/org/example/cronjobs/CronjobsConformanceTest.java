package org.example.cronjobs;

import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.testkit.RobustnessConformance;
import java.util.Optional;
import java.util.Set;

/**
 * Levels 1, 2 and 4 of the kit; what pods do is seen on a cluster, which no test of Maven's has.
 */
class CronjobsConformanceTest extends RobustnessConformance {
  @Override
  protected OrchestratorAdapter<?> adapter() {
    return new CronjobsAdapter();
  }

  @Override
  protected Set<String> readWhenItRuns() {
    return CronjobsLeaves.READ_WHEN_IT_RUNS;
  }

  @Override
  protected Set<String> faultsElsewhere() {
    return CronjobsLeaves.FAULTS_ELSEWHERE;
  }

  @Override
  protected Optional<String> semanticsElsewhere() {
    return Optional.of("golden/engines/tests/argo/test_cronjobs_adapter.py");
  }
}

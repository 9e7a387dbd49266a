package dev.regauge.testkit;

import java.util.Optional;

/**
 * A run that level 3 of the kit asks an engine for.
 *
 * @param job the job's name in the product; plan.json has its identifier
 * @param partition the partition's key, of a job whose assets have partitions
 * @param params the run's parameters, a JSON object
 */
public record JobRun(String job, Optional<String> partition, String params) {

  /** Returns a run without a partition. */
  static JobRun of(String job) {
    return new JobRun(job, Optional.empty(), "{}");
  }

  /** Returns a run of a partition. */
  static JobRun of(String job, String partition) {
    return new JobRun(job, Optional.of(partition), "{}");
  }

  /** Returns the same run with other parameters. */
  JobRun with(String json) {
    return new JobRun(job, partition, json);
  }
}

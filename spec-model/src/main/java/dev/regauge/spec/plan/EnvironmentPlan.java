package dev.regauge.spec.plan;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What differs in one environment; becomes {@code env/<name>} in the bundle and touches no other
 * file.
 *
 * @param values for {@code {env: NAME}}
 * @param enabledJobs job name to whether its triggers are on; see {@link #fires}
 * @param poolSlots pool name to its slots
 * @param replicas service name to how many there are
 * @param alertOwners alert name to its owner here
 * @param addresses variable to where a service of this product is, as a host and as a URL; an entry
 *     of {@code values} takes its place
 */
public record EnvironmentPlan(
    String name,
    String namespace,
    SortedMap<String, String> values,
    Optional<String> imageTag,
    Optional<String> imageDigest,
    SortedMap<String, Boolean> enabledJobs,
    SortedMap<String, Integer> poolSlots,
    SortedMap<String, Integer> replicas,
    SortedMap<String, String> alertOwners,
    SortedMap<String, String> addresses) {

  /** Where a product is that declares no environment: nothing is said. */
  public static final EnvironmentPlan NONE =
      new EnvironmentPlan(
          "default",
          "",
          new TreeMap<>(),
          Optional.empty(),
          Optional.empty(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>());

  /** Returns what {@code {env: NAME}} and {@code {service: name}} are looked up in. */
  public SortedMap<String, String> lookups() {
    SortedMap<String, String> all = new TreeMap<>(addresses);
    all.putAll(values);
    return all;
  }

  /**
   * Returns whether a trigger of a job fires here: an entry of the environment takes the place of
   * the {@code enabled} of all the job's triggers; without one each trigger's own counts.
   */
  public boolean fires(String job, JobPlan.CronTrigger trigger) {
    return enabledJobs.getOrDefault(job, trigger.enabled());
  }
}

package dev.regauge.spec.plan;

/**
 * Which steps have somebody else's image run beside them: they need the client of the Kubernetes
 * API, and in a cluster the right to make pods.
 */
public final class ContainerRuns {

  private ContainerRuns() {}

  /** Whether any step of the product runs a container, those around a job's others among them. */
  public static boolean areIn(ExecutionPlan plan) {
    return plan.assets().stream().anyMatch(ContainerRuns::isOf)
        || plan.jobs().stream().anyMatch(ContainerRuns::areAround);
  }

  /** Whether the asset's step runs a container. */
  public static boolean isOf(AssetPlan asset) {
    return isOf(asset.run());
  }

  /** Whether it is a run of a container. */
  public static boolean isOf(RunPlan run) {
    return run instanceof RunPlan.Container;
  }

  private static boolean areAround(JobPlan job) {
    return job.setup().filter(ContainerRuns::isOf).isPresent()
        || job.teardown().filter(ContainerRuns::isOf).isPresent();
  }
}

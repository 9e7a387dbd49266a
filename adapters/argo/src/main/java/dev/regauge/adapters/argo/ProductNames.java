package dev.regauge.adapters.argo;

import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.ImagePlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.PoolPlan;
import dev.regauge.spec.plan.ProductPlan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a product's objects are called in a namespace (semantics 5): jobs {@code <product>-<job>},
 * everything else {@code <domain>-<product>-…}.
 */
record ProductNames(ProductPlan product) {

  /** Returns for example {@code climate-weather}. */
  String scope() {
    return KubernetesName.of(product.scope(), KubernetesName.LONGEST);
  }

  /** Returns the WorkflowTemplate of a job, for example {@code weather-daily}. */
  String job(JobPlan job) {
    return ofJob(job.identifier(), "");
  }

  /** Returns a WorkflowTemplate's name that a job once had. */
  String formerJob(String name) {
    return ofJob(name, "");
  }

  /** Returns the WorkflowTemplate that runs a job over a range of partitions. */
  String backfill(JobPlan job) {
    return ofJob(job.identifier(), "-backfill");
  }

  /** Returns the CronWorkflow of a job; the zone is empty for the first one. */
  String cron(JobPlan job, String zone) {
    return ofJob(job.identifier(), zone.isEmpty() ? "" : "-" + zone.toLowerCase(Locale.ROOT));
  }

  private String ofJob(String job, String suffix) {
    return KubernetesName.of(product.name() + "-" + job + suffix, KubernetesName.LONGEST_CRON);
  }

  /** Returns the name of another object of the product. */
  String other(String what) {
    return KubernetesName.of(product.scope() + "-" + what, KubernetesName.LONGEST);
  }

  /**
   * Returns the ConfigMap that holds a pool's slots; a shared pool has the same in all products.
   */
  String pool(PoolPlan pool) {
    return pool.shared()
        ? KubernetesName.of("pool-" + pool.engineName(), KubernetesName.LONGEST)
        : other("pool-" + pool.name());
  }

  /** Returns what looks for triggers other than crons; no job's name has two dashes before it. */
  String triggers() {
    return KubernetesName.of(product.name() + "--triggers", KubernetesName.LONGEST_CRON);
  }

  /** Returns what looks how old assets are. */
  String freshness() {
    return KubernetesName.of(product.name() + "--freshness", KubernetesName.LONGEST_CRON);
  }

  /** Returns the service account of what starts runs, which may do that and nothing else. */
  String submitterAccount() {
    return other("submitter");
  }

  /** Returns the service account of steps that run containers, which may make pods of them. */
  String containersAccount() {
    return other("containers");
  }

  /** Returns the service account of the steps, which may do nothing. */
  String stepAccount() {
    return other("step");
  }

  /** Returns the service account of Argo's own containers in a step's pod. */
  String executorAccount() {
    return other("executor");
  }

  /** Returns the ConfigMap of the environment's values. */
  String values() {
    return other("env");
  }

  /** Returns the ConfigMap of the image's reference. */
  String image() {
    return other("image");
  }

  /** Returns the image that is built from the bundle, of which nothing is said. */
  ImagePlan ownImage() {
    return new ImagePlan(
        new Value.Text(scope()), Optional.empty(), Optional.empty(), "IfNotPresent", List.of());
  }

  /** Returns where the image holds the product. */
  String home() {
    return "/opt/regauge/" + product.scope();
  }
}

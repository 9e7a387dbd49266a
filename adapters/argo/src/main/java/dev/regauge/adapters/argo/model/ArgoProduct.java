package dev.regauge.adapters.argo.model;

import dev.regauge.spec.plan.ExecutionPlan;
import java.util.List;

/**
 * A product on Argo Workflows: its manifests, its environments and what its reader must know.
 *
 * @param dialect the line of Argo that it is for
 * @param home where the image holds the product, {@code /opt/regauge/climate_weather}
 * @param imageName the image's name without registry and tag
 * @param pythonVersion of the image, for example {@code 3.11}
 * @param hasCode whether the bundle holds code of the user's
 * @param variables the environment values that steps read, by name
 * @param secrets the Kubernetes Secrets that steps read, each as {@code name/key}
 * @param pools the ConfigMaps that hold pools
 * @param differences what is done by other means than Argo's own, or not quite the same, a sentence
 *     each
 */
public record ArgoProduct(
    Dialect dialect,
    ExecutionPlan plan,
    String home,
    String imageName,
    String pythonVersion,
    boolean hasCode,
    List<Manifest> manifests,
    List<Overlay> overlays,
    List<JobNames> jobs,
    List<String> variables,
    List<String> secrets,
    List<String> pools,
    List<String> differences) {

  /** A file of Kubernetes objects, at a path of the bundle; {@code origins} are name addresses. */
  public record Manifest(String path, List<Document> documents, List<String> origins) {

    /** Returns one file with the documents of all parts, which have one path. */
    public static Manifest joined(List<Manifest> parts) {
      return new Manifest(
          parts.getFirst().path,
          parts.stream().flatMap(part -> part.documents.stream()).toList(),
          parts.stream().flatMap(part -> part.origins.stream()).toList());
    }
  }

  /** An environment as a kustomize overlay in {@code env/<name>/}. */
  public record Overlay(String name, String namespace, List<Manifest> manifests) {}

  /**
   * What a job is called on the cluster.
   *
   * @param backfill empty for a job without partitions
   * @param firstOfRange {@code oldest} or {@code newest}
   * @param crons the CronWorkflows, each as its name, cron lines and zone
   */
  public record JobNames(
      String job, String workflow, String backfill, String firstOfRange, List<String> crons) {}
}

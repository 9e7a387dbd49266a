package org.example.cronjobs;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A product as a cluster gets it: every name and decision, no text of an object yet.
 *
 * @param description empty when there is none; so is the owner
 * @param scope the home in the image is called so
 * @param labels of the product
 * @param settings the ConfigMap and the Secret that pods take their variables from
 * @param places where it runs: each environment, or one place without a name
 */
public record CronjobsProduct(
    String name,
    String description,
    String owner,
    String scope,
    SortedMap<String, String> labels,
    String settings,
    List<Place> places) {

  /**
   * An environment as the cluster sees it.
   *
   * @param file of its manifests
   * @param environment empty when the product declares none
   * @param image {@code shop:0.1.0}
   * @param namespace empty = whichever the manifests are applied in
   */
  public record Place(
      String file,
      Optional<String> environment,
      String image,
      String namespace,
      List<Starter> starters) {

    public Place {
      starters = List.copyOf(starters);
    }
  }

  /**
   * A CronJob.
   *
   * @param name of the object
   * @param tags of the job
   * @param assets what a run of the job makes, in order
   * @param isSuspended whether it only serves to be started by hand
   * @param overlap Kubernetes' word for what happens to a tick that finds a run
   * @param lateSeconds how long after its instant a tick may still start; empty = always
   * @param deadlineSeconds after which a run is ended; a safety net behind the runner's own
   */
  public record Starter(
      String name,
      String job,
      SortedMap<String, String> tags,
      List<String> assets,
      String cron,
      String zone,
      boolean isSuspended,
      String overlap,
      Optional<Long> lateSeconds,
      Optional<Long> deadlineSeconds) {

    public Starter {
      tags = Collections.unmodifiableSortedMap(tags);
      assets = List.copyOf(assets);
    }
  }

  public CronjobsProduct {
    labels = Collections.unmodifiableSortedMap(labels);
    places = List.copyOf(places);
  }
}

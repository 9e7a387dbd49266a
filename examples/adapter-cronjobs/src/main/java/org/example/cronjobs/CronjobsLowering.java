package org.example.cronjobs;

import dev.regauge.adapters.spi.GoCronLine;
import dev.regauge.spec.plan.EnvironmentPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.example.cronjobs.CronjobsProduct.Place;
import org.example.cronjobs.CronjobsProduct.Starter;

/** From the plan to CronJobs: one for each cron line, and a suspended one for a job without. */
final class CronjobsLowering {
  /** A schedule must stand in each CronJob; this one never comes, and is suspended besides. */
  private static final String NEVER = "0 0 31 2 *";

  /** A tick that waits so long for the end of the run before it is left out; less is unsafe. */
  private static final long SKIPPED_SECONDS = 30;

  /** The runner ends a run in time; the cluster only where the runner itself hangs. */
  private static final long SPARE_SECONDS = 300;

  private final ExecutionPlan plan;

  private CronjobsLowering(ExecutionPlan plan) {
    this.plan = plan;
  }

  static CronjobsProduct of(ExecutionPlan plan) {
    return new CronjobsLowering(plan).product();
  }

  private CronjobsProduct product() {
    List<Place> places = new ArrayList<>();
    for (EnvironmentPlan environment : plan.environments().values()) {
      String file = "manifests/" + ObjectName.of(environment.name()) + "/cronjobs.json";
      places.add(place(file, Optional.of(environment.name()), environment));
    }
    if (places.isEmpty()) {
      places.add(place("manifests/cronjobs.json", Optional.empty(), EnvironmentPlan.NONE));
    }
    var product = plan.product();
    return new CronjobsProduct(
        product.name(),
        product.description(),
        product.owner(),
        product.scope(),
        product.labels(),
        ObjectName.of(product.scope()),
        places);
  }

  private Place place(String file, Optional<String> name, EnvironmentPlan environment) {
    var product = plan.product();
    List<Starter> starters = new ArrayList<>();
    for (JobPlan job : plan.jobs()) {
      String own = product.scope() + "_" + job.identifier();
      if (job.triggers().isEmpty()) {
        starters.add(starter(own, job, NEVER, "Etc/UTC", true));
      }
      for (int i = 0; i < job.triggers().size(); i++) {
        JobPlan.CronTrigger line = job.triggers().get(i);
        // The sign is in no identifier, so that no other job's CronJob is called so.
        String each = i == 0 ? own : own + "#" + (i + 1);
        boolean isSuspended = !environment.fires(job.name(), line);
        starters.add(starter(each, job, GoCronLine.of(line.cron()), line.timezone(), isSuspended));
      }
    }
    String tag = environment.imageTag().orElse(product.version());
    String image =
        product.identifier().replace('_', '-')
            + environment.imageDigest().map(digest -> "@" + digest).orElse(":" + tag);
    return new Place(file, name, image, environment.namespace(), starters);
  }

  private static Starter starter(
      String name, JobPlan job, String cron, String zone, boolean isSuspended) {
    return new Starter(
        ObjectName.of(name),
        job.name(),
        job.tags(),
        job.assets(),
        cron,
        zone,
        isSuspended,
        overlap(job.overlap()),
        job.overlap().equals("skip") ? Optional.of(SKIPPED_SECONDS) : Optional.empty(),
        job.maxRuntimeSeconds().map(seconds -> seconds + SPARE_SECONDS));
  }

  private static String overlap(String word) {
    return switch (word) {
      case "allow" -> "Allow";
      case "replace" -> "Replace";
      default -> "Forbid";
    };
  }
}

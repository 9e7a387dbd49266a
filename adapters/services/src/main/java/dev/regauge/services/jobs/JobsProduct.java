package dev.regauge.services.jobs;

import dev.regauge.adapters.spi.Content;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.EnvironmentPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.ImagePlan;
import dev.regauge.spec.plan.JobPlan;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A product whose jobs a cluster runs, and what its objects are called: jobs {@code
 * <product>-<job>}, everything else {@code <domain>-<product>-…}.
 */
public record JobsProduct(ExecutionPlan plan, List<FeatureUse> uses) {
  /** The controller adds a dash and ten digits to a CronJob's name. */
  private static final int LONGEST_CRON = 52;

  private static final int LONGEST = 63;
  private static final int DIGITS = 10;
  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

  public JobsProduct {
    uses = List.copyOf(uses);
  }

  String name() {
    return plan.product().name();
  }

  /** Returns for example {@code climate-weather}. */
  String scope() {
    return named(plan.product().scope(), LONGEST);
  }

  /** Returns the CronJob of a job's first cron line, or of its {@code number}th. */
  String cron(JobPlan job, int number) {
    // No job's name has two dashes in it.
    String suffix = number == 1 ? "" : "--" + number;
    return named(name() + "-" + job.identifier() + suffix, LONGEST_CRON);
  }

  /** Returns the Job of a single step, before the name of its run. */
  String step(AssetPlan asset) {
    return named(name() + "-" + asset.identifier(), LONGEST_CRON);
  }

  /** Returns the Job of a single run, before its own name. */
  String run(JobPlan job) {
    return cron(job, 1);
  }

  /** Returns what looks for triggers other than crons. */
  String triggers() {
    return named(name() + "--triggers", LONGEST_CRON);
  }

  /** Returns what looks how old assets are. */
  String freshness() {
    return named(name() + "--freshness", LONGEST_CRON);
  }

  /** Returns the name of another object of the product. */
  String other(String what) {
    return named(plan.product().scope() + "-" + what, LONGEST);
  }

  /** Returns where the image holds the product. */
  String home() {
    return "/opt/regauge/" + plan.product().scope();
  }

  /** Returns the namespace of an environment, or that of a product without any. */
  String namespace(EnvironmentPlan environment) {
    return named(
        environment.namespace().isEmpty()
            ? plan.product().domain() + "-" + name()
            : environment.namespace(),
        LONGEST);
  }

  /** Returns the image of the steps: the product's own word, else the bundle's. */
  ImagePlan image() {
    return plan.code()
        .image()
        .orElseGet(
            () ->
                new ImagePlan(
                    new Value.Text(scope()),
                    Optional.empty(),
                    Optional.empty(),
                    "IfNotPresent",
                    List.of()));
  }

  /** Returns the assets of a job. */
  List<AssetPlan> assets(JobPlan job) {
    return plan.assets().stream().filter(asset -> job.assets().contains(asset.key())).toList();
  }

  private static String named(String words, int longest) {
    String name = words.replace('_', '-').replace('/', '-');
    if (NAME.matcher(name).matches() && name.length() <= longest) {
      return name;
    }
    String kept =
        name.replaceAll("[^-a-z0-9]", "-")
            .substring(0, Math.min(name.length(), longest - DIGITS - 1))
            .replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
    return (kept.isEmpty() ? "x" : kept) + "-" + Content.text(words).sha256().substring(0, DIGITS);
  }
}

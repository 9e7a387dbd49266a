package dev.regauge.services.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.regauge.adapters.spi.Polled;
import dev.regauge.adapters.spi.Watched;
import dev.regauge.services.YamlText;
import dev.regauge.services.chart.ChartImages;
import dev.regauge.services.chart.ChartValues;
import dev.regauge.services.chart.Schema;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ComputePlan;
import dev.regauge.spec.plan.EnvironmentPlan;
import dev.regauge.spec.plan.ImagePlan;
import dev.regauge.spec.plan.JobPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What of a product's jobs is a value of their chart. */
record JobsValues(JobsProduct product, References references) {
  /** The longest that a run's pod is let live: a week, which every run of a plan ends before. */
  private static final long LONGEST_SECONDS = 604_800;

  /** How much longer than the runner's own end of a run the cluster waits. */
  private static final long SLACK_SECONDS = 600;

  private static final List<String> SWITCHES = List.of("as-written", "on", "off");

  ChartValues all() {
    ChartValues values = new ChartValues("The values of the jobs of " + product.name());
    ImagePlan image = product.image();
    ChartImages.add(
        values,
        List.of("image"),
        image.repository() instanceof Value.Text(String name) ? name : product.scope(),
        image.digest().isPresent() ? "" : image.tag().orElse(product.plan().product().version()),
        image.digest().orElse(""));
    values.add(List.of("pullPolicy"), ChartImages.pullPolicy(image.pullPolicy()));
    values.add(List.of("pullSecrets"), ChartImages.pullSecrets(image.pullSecrets()));
    SortedMap<String, Schema.Place> secrets = new TreeMap<>();
    references
        .secrets()
        .forEach(
            (variable, secret) ->
                secrets.put(variable, new Schema.Place(secret.name(), secret.key())));
    values.add(
        List.of("environment"),
        Schema.variables(
            "What runs read from their environment. No secret stands here.",
            new TreeMap<>(),
            secrets.keySet()));
    values.add(
        List.of("secrets"),
        Schema.secrets("Where the secret of each variable lies; others may be added.", secrets));
    for (JobPlan job : product.plan().jobs()) {
      addJob(values, job);
    }
    for (AssetPlan asset : product.plan().assets()) {
      values.add(
          List.of("steps", asset.key(), "resources"),
          Schema.resources(
              "What the pod of a single run of this step gets.",
              amounts(asset.compute().requests()),
              amounts(asset.compute().limits())));
    }
    if (Polled.isNeeded(product.plan())) {
      addLook(values, "triggers", "looks for what starts jobs", product.plan().assets());
    }
    if (!Watched.origins(product.plan()).isEmpty()) {
      addLook(values, "freshness", "looks how old assets are", List.of());
    }
    addRun(values);
    return values;
  }

  private void addJob(ChartValues values, JobPlan job) {
    values.add(
        List.of("jobs", job.name(), "triggers"),
        Schema.word("Whether what starts the job is on.", SWITCHES, "as-written"));
    addPod(values, List.of("jobs", job.name()), product.assets(job));
    long deadline = job.maxRuntimeSeconds().map(most -> most + SLACK_SECONDS).orElse(0L);
    values.add(
        List.of("jobs", job.name(), "activeDeadlineSeconds"),
        Schema.number(
            "When a run's pods are ended at the latest, after all of its attempts; never when 0.",
            0,
            LONGEST_SECONDS,
            Math.min(deadline, LONGEST_SECONDS)));
    values.add(
        List.of("jobs", job.name(), "backoffLimit"),
        Schema.number("How often a pod that was lost is made anew.", 0, 100, 3));
  }

  private void addLook(ChartValues values, String name, String does, List<AssetPlan> assets) {
    values.add(List.of(name, "enabled"), Schema.bool("Whether there is what " + does + ".", true));
    addPod(values, List.of(name), assets);
  }

  private static void addPod(ChartValues values, List<String> at, List<AssetPlan> assets) {
    List<String> path = new ArrayList<>(at);
    path.add("resources");
    values.add(
        path,
        Schema.resources(
            "What the pod of a run gets.",
            MostCompute.of(assets.stream().map(asset -> asset.compute().requests()).toList()),
            MostCompute.of(assets.stream().map(asset -> asset.compute().limits()).toList())));
  }

  private static Schema.Amounts amounts(ComputePlan.Amounts amounts) {
    return new Schema.Amounts(amounts.cpu(), amounts.memory());
  }

  private void addRun(ChartValues values) {
    List<String> jobs = new ArrayList<>(List.of(""));
    product.plan().jobs().forEach(job -> jobs.add(job.name()));
    List<String> steps = new ArrayList<>(List.of(""));
    product.plan().assets().forEach(asset -> steps.add(asset.key()));
    add(values, "job", Schema.word("The job that runs once, beside its triggers.", jobs, ""));
    add(values, "step", Schema.word("The one step of that job that runs, or all.", steps, ""));
    add(
        values,
        "name",
        Schema.text("What the run is called; once in a namespace.", "^([a-z0-9]{0,9})$", ""));
    add(values, "partition", Schema.text("The partition to run.", ""));
    add(values, "partitions", Schema.text("A range A..B to run, both included.", ""));
    add(values, "params", Schema.text("The run's params, a JSON object.", "^\\{.*\\}$", "{}"));
  }

  private static void add(ChartValues values, String name, Schema what) {
    values.add(List.of("run", name), what);
  }

  /** Returns what an environment has in another way than {@code values.yaml}. */
  String of(EnvironmentPlan environment) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    environment.lookups().forEach((name, text) -> of(values, "environment").put(name, text));
    if (!environment.alertOwners().isEmpty()) {
      ObjectNode owners = JsonNodeFactory.instance.objectNode();
      environment.alertOwners().forEach(owners::put);
      of(values, "environment").put("REGAUGE_ALERT_OWNERS", owners.toString());
    }
    environment
        .imageDigest()
        .ifPresent(digest -> of(values, "image").put("tag", "").put("digest", digest));
    environment
        .imageTag()
        .filter(_ -> environment.imageDigest().isEmpty())
        .ifPresent(tag -> of(values, "image").put("tag", tag).put("digest", ""));
    environment
        .enabledJobs()
        .forEach((job, isOn) -> of(of(values, "jobs"), job).put("triggers", isOn ? "on" : "off"));
    return YamlText.print(product.name(), List.of(values));
  }

  private static ObjectNode of(ObjectNode owner, String name) {
    return owner.has(name) ? (ObjectNode) owner.get(name) : owner.putObject(name);
  }
}

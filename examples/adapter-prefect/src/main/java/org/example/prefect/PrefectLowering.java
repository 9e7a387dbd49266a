package org.example.prefect;

import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.ParamPlan;
import dev.regauge.spec.plan.PoolPlan;
import dev.regauge.spec.plan.RetryPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.example.prefect.model.JobFlow;
import org.example.prefect.model.MaterializingTask;
import org.example.prefect.model.PrefectProduct;

/** From the plan to what Prefect gets: names, limits, schedules. The plan's meaning stays as is. */
final class PrefectLowering {
  private PrefectLowering() {}

  static PrefectProduct of(ExecutionPlan plan) {
    var product = plan.product();
    SortedMap<String, Integer> limits = new TreeMap<>();
    SortedMap<String, String> pools = new TreeMap<>();
    for (PoolPlan pool : plan.pools().values()) {
      limits.put(pool.engineName(), pool.slots());
      pools.put(pool.engineName(), pool.name());
    }
    return new PrefectProduct(
        product.name(),
        product.identifier(),
        product.scope(),
        product.identifier() + "_prefect",
        product.version(),
        product.description(),
        product.owner(),
        plan.assets().stream().map(asset -> task(plan, asset)).toList(),
        plan.jobs().stream().map(job -> flow(plan, job)).toList(),
        limits,
        pools,
        !plan.environments().isEmpty(),
        tags(product.labels()));
  }

  private static MaterializingTask task(ExecutionPlan plan, AssetPlan asset) {
    RetryPlan retry = asset.retry();
    // Jitter is drawn by the step: Prefect waits nothing then, and the task the whole drawn time.
    List<Double> byPrefect =
        retry.jitter().equals("none")
            ? retry.waitSeconds()
            : retry.waitSeconds().stream().map(_ -> 0.0).toList();
    return new MaterializingTask(
        asset.key(),
        asset.identifier(),
        function(asset.identifier()),
        uri(plan, asset.key()),
        plan.product().scope() + "/" + asset.key(),
        asset.description(),
        asset.owners(),
        asset.upstream().stream().map(edge -> uri(plan, edge.asset())).toList(),
        taskTags(asset),
        asset.metadata(),
        retry.waitSeconds(),
        byPrefect,
        asset.pool().map(use -> limit(plan, use)),
        asset.pool().map(AssetPlan.PoolUse::slots).orElse(0));
  }

  private static String limit(ExecutionPlan plan, AssetPlan.PoolUse use) {
    PoolPlan pool = plan.pools().get(use.name());
    if (pool == null) {
      throw new IllegalArgumentException("the plan names a pool that it lacks: " + use.name());
    }
    return pool.engineName();
  }

  private static String uri(ExecutionPlan plan, String key) {
    return "regauge://" + plan.product().scope() + "/" + key;
  }

  private static String function(String identifier) {
    return identifier + "_step";
  }

  private static List<String> taskTags(AssetPlan asset) {
    List<String> tags = new ArrayList<>();
    tags.add("group:" + asset.group());
    asset.kinds().forEach(kind -> tags.add("kind:" + kind));
    tags.addAll(tags(asset.tags()));
    return tags;
  }

  private static List<String> tags(Map<String, String> words) {
    return words.entrySet().stream().map(word -> word.getKey() + ":" + word.getValue()).toList();
  }

  private static JobFlow flow(ExecutionPlan plan, JobPlan job) {
    Map<String, String> identifiers = new TreeMap<>();
    plan.assets().forEach(asset -> identifiers.put(asset.key(), asset.identifier()));
    List<JobFlow.Step> steps =
        job.assets().stream()
            .map(key -> new JobFlow.Step(key, function(of(identifiers, key)), before(job, key)))
            .toList();
    List<String> tags = new ArrayList<>(tags(plan.product().labels()));
    tags.addAll(tags(job.tags()));
    return new JobFlow(
        job.name(),
        job.identifier() + "_job",
        plan.product().identifier() + "__" + job.identifier(),
        job.partitionSet().isPresent(),
        steps,
        job.triggers().stream()
            .map(cron -> new JobFlow.CronLine(cron.cron(), cron.timezone(), cron.enabled()))
            .toList(),
        plan.params().values().stream().map(PrefectLowering::param).toList(),
        job.runLimit(),
        job.overlap().equals("skip"),
        job.maxConcurrent(),
        tags);
  }

  private static String of(Map<String, String> identifiers, String key) {
    return Optional.ofNullable(identifiers.get(key))
        .orElseThrow(() -> new IllegalArgumentException("the plan has no asset " + key));
  }

  private static List<String> before(JobPlan job, String key) {
    return job.edges().stream()
        .filter(edge -> edge.to().equals(key))
        .map(JobPlan.Edge::from)
        .toList();
  }

  private static JobFlow.Param param(ParamPlan param) {
    return new JobFlow.Param(param.name(), param.type(), param.required(), param.description());
  }
}

package dev.regauge.adapters.dagster;

import dev.regauge.adapters.spi.Content;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.RuntimeWheel;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.adapters.spi.TargetOptions;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.partition.KeyMapping;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.CheckPlan;
import dev.regauge.spec.plan.CodePlan;
import dev.regauge.spec.plan.ComputePlan;
import dev.regauge.spec.plan.EnvironmentPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.PartitionSetPlan;
import dev.regauge.spec.plan.PoolPlan;
import dev.regauge.spec.plan.ProductPlan;
import dev.regauge.spec.plan.RetryPlan;
import dev.regauge.spec.plan.RunPlan;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Plans that no spec could hold in its free-text fields, beside what the golden cases have. */
final class TestPlans {
  private TestPlans() {}

  static LoweringContext context(String executor) {
    TreeMap<String, Value> options = new TreeMap<>();
    options.put("executor", new Value.Text(executor));
    return context(options);
  }

  static LoweringContext context(SortedMap<String, Value> options) {
    return new LoweringContext(
        new TargetName("dagster"),
        "1.13",
        new TargetOptions(options),
        "0.1.0",
        new RuntimeWheel("regauge_runtime-0.1.0-py3-none-any.whl", Content.text("")),
        new TreeSet<>());
  }

  /** A small product with every kind of thing; {@code prose} stands in every free-text field. */
  static ExecutionPlan withProse(String prose) {
    ProductPlan product =
        new ProductPlan(
            "weather-days",
            "weather_days",
            "climate_weather_days",
            "1.2.0",
            "climate",
            "team:a b",
            prose,
            map("tier", prose));
    AssetPlan days = asset("bronze/days", "bronze", prose, Optional.of("day"), List.of());
    AssetPlan normals = asset("reference/normals", "reference", prose, Optional.empty(), List.of());
    AssetPlan silver =
        asset(
            "silver/dg",
            "silver",
            prose,
            Optional.of("day"),
            List.of(
                new AssetPlan.Upstream("bronze/days", new KeyMapping.Identity(), true),
                new AssetPlan.Upstream("reference/normals", new KeyMapping.All(), true)));
    AssetPlan gold =
        asset(
            "dg",
            "silver",
            prose,
            Optional.empty(),
            List.of(new AssetPlan.Upstream("silver/dg", new KeyMapping.All(), true)));
    AssetPlan regions = asset("regions", "class", prose, Optional.of("region"), List.of());
    return new ExecutionPlan(
        ExecutionPlan.CURRENT_VERSION,
        product,
        new CodePlan(List.of("src"), ">=3.12", Optional.empty(), Optional.empty()),
        map(),
        map(),
        Optional.empty(),
        sets(prose),
        map(),
        map(),
        map(
            "lake",
            new PoolPlan("lake", "climate_weather_days_lake", 2, false),
            "shared",
            new PoolPlan("shared", "shared", 1, true)),
        List.of(regions, days, normals, silver, gold),
        List.of(
            job(
                "daily",
                List.of("bronze/days", "reference/normals", "silver/dg", "dg"),
                Optional.of("day"),
                "queue",
                true),
            job("regions", List.of("regions"), Optional.of("region"), "skip", false),
            job("whole", List.of("dg"), Optional.empty(), "allow", false)),
        map(
            "prod",
            new EnvironmentPlan(
                "prod",
                "climate",
                map("CATALOG_URI", prose),
                Optional.empty(),
                Optional.empty(),
                map("daily", false),
                map("lake", 8),
                map(),
                map(),
                map())),
        map(),
        map(),
        map(),
        map(),
        map(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        map());
  }

  private static final ComputePlan.Amounts NO_AMOUNTS =
      new ComputePlan.Amounts(Optional.empty(), Optional.empty());

  private static SortedMap<String, PartitionSetPlan> sets(String prose) {
    return map(
        "day",
        new PartitionSetPlan.Daily(
            "day",
            "2012-01-01",
            Optional.of("2016-01-01"),
            "America/Los_Angeles",
            5400,
            0,
            "partition_date",
            "string",
            "%Y-%m-%d"),
        "region",
        new PartitionSetPlan.Static(
            "region",
            List.of("eu", "us", prose.replaceAll("\\p{Cntrl}|\\.\\.\\.", "")),
            "region",
            "string"));
  }

  private static AssetPlan asset(
      String key,
      String group,
      String prose,
      Optional<String> partitions,
      List<AssetPlan.Upstream> upstream) {
    CheckPlan block = check("unique_day", "block", prose);
    return new AssetPlan(
        key,
        key.replace("/", "__"),
        Optional.of(prose),
        group,
        List.of("team:climate", "a@b.org", prose),
        List.of("sql", "iceberg", "python", "fourth"),
        map("priority", "high", "note", prose),
        map("rows", new Value.Text(prose), "secret", new Value.SecretRef("s", "k", "kubernetes")),
        List.of("old/key"),
        partitions,
        upstream,
        List.of(),
        List.of(),
        List.of(),
        new RunPlan.Sql("select 1", Optional.empty(), Optional.empty(), false),
        List.of(),
        List.of(block, check("min_rows", "warn", prose)),
        new RetryPlan(List.of(1.0, 2.5), 1, 2.5, 60, "none", List.of("TRANSIENT"), true),
        Optional.of(60L),
        Optional.of(new AssetPlan.PoolUse("lake", 1)),
        map(),
        Optional.empty(),
        "c0ffee",
        "all",
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        new AssetPlan.Backfill(1, "oldest"),
        new AssetPlan.Errors("fail", List.of()),
        new ComputePlan(Optional.of("small"), NO_AMOUNTS, NO_AMOUNTS, map(), List.of()),
        List.of(),
        List.of(),
        map(),
        false);
  }

  private static CheckPlan check(String name, String onFail, String prose) {
    return new CheckPlan(
        name,
        onFail,
        0,
        0,
        300,
        true,
        "auto",
        Optional.empty(),
        7,
        false,
        "consistency",
        3,
        Optional.of(prose),
        map("team", prose),
        new CheckPlan.Unique(List.of("day")));
  }

  private static JobPlan job(
      String name,
      List<String> assets,
      Optional<String> partitions,
      String overlap,
      boolean catchup) {
    List<JobPlan.CronTrigger> triggers =
        List.of(
            new JobPlan.CronTrigger(
                "0 6 * * *", "America/Los_Angeles", "last", true, "unix5", Optional.empty()),
            new JobPlan.CronTrigger(
                "0 */6 * * 1", "UTC", "last", false, "unix5", Optional.empty()));
    return new JobPlan(
        name,
        name,
        List.of(),
        false,
        assets,
        List.of(),
        partitions,
        triggers,
        List.of(),
        overlap,
        catchup,
        50,
        1,
        4,
        "asset",
        List.of(),
        Optional.empty(),
        "dependents",
        0,
        new JobPlan.History(2592000, 100),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        map(),
        map("team", "sales"));
  }

  private static <V> SortedMap<String, V> map() {
    return Collections.unmodifiableSortedMap(new TreeMap<>());
  }

  private static <V> SortedMap<String, V> map(String name, V value) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(name, value)));
  }

  private static <V> SortedMap<String, V> map(String name, V value, String other, V otherValue) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(name, value, other, otherValue)));
  }
}

package dev.regauge.engine.common;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.spec.model.Warehouses;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.ResourcePlan;
import dev.regauge.spec.plan.RunPlan;
import dev.regauge.templates.runtime.RuntimePackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What builds a product's dbt models: {@code locks/dbt.txt} has dbt with the adapter of each
 * database that they are built in.
 */
final class DbtLocks {

  private static final String DUCKDB = "duckdb";

  /** A package of a lock with its hashes, which are indented. */
  private static final Pattern PINNED =
      Pattern.compile("(?m)^([A-Za-z0-9][A-Za-z0-9._-]*)[^\n]*\n(?:[ \t][^\n]*\n)*");

  private DbtLocks() {}

  /** Returns the lock; none without dbt models, or where the user's own lock has all adapters. */
  static Optional<String> of(ExecutionPlan plan, List<BundleFile> userLock) {
    SortedSet<String> adapters = adapters(plan);
    boolean isUsers =
        adapters.stream().allMatch(adapter -> UserLocks.hold(userLock, "dbt-" + adapter));
    return isUsers ? Optional.empty() : Optional.of(joined(locks(adapters)));
  }

  /** Returns the adapters of dbt that a product needs, by the last word of their names. */
  private static SortedSet<String> adapters(ExecutionPlan plan) {
    SortedSet<String> adapters = new TreeSet<>();
    plan.assets().stream()
        .map(AssetPlan::run)
        .filter(RunPlan.Dbt.class::isInstance)
        .map(RunPlan.Dbt.class::cast)
        .map(
            run ->
                run.resource()
                    .flatMap(name -> Optional.ofNullable(plan.resources().get(name)))
                    .map(ResourcePlan::type)
                    .orElse(DUCKDB))
        .forEach(adapters::add);
    return adapters;
  }

  /** The versions of the first lock stand: what a later one shares with it fits those too. */
  private static List<String> locks(SortedSet<String> adapters) {
    List<String> locks = new ArrayList<>();
    adapters.stream()
        .filter(Warehouses::isForDbtAlone)
        .map(RuntimePackage::dbtCloudLock)
        .forEach(locks::add);
    if (locks.isEmpty()) {
      locks.add(RuntimePackage.dbtLock());
    }
    if (adapters.contains(Warehouses.TRINO)) {
      locks.add(RuntimePackage.dbtTrinoLock());
    }
    return locks;
  }

  private static String joined(List<String> locks) {
    StringBuilder joined = new StringBuilder();
    SortedSet<String> there = new TreeSet<>();
    for (String lock : locks) {
      SortedSet<String> ofLock = new TreeSet<>();
      for (MatchResult pinned : PINNED.matcher(lock).results().toList()) {
        if (!there.contains(pinned.group(1))) {
          joined.append(pinned.group());
        }
        ofLock.add(pinned.group(1));
      }
      there.addAll(ofLock);
    }
    return joined.toString();
  }
}

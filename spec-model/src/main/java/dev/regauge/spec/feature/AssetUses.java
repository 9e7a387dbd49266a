package dev.regauge.spec.feature;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ComputeSpec;
import dev.regauge.spec.partition.KeyMapping;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.CheckPlan;
import dev.regauge.spec.plan.ComputePlan;
import dev.regauge.spec.plan.ConditionPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.PackPlan;
import dev.regauge.spec.plan.RetryPlan;
import dev.regauge.spec.plan.RunPlan;
import dev.regauge.spec.plan.TablePlan;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the uses of an asset. */
final class AssetUses {

  private final SpecGraph graph;
  private final ExecutionPlan plan;
  private final FoundUses found;
  private boolean isSharedComputeFound;

  AssetUses(SpecGraph graph, ExecutionPlan plan, FoundUses found) {
    this.graph = graph;
    this.plan = plan;
    this.found = found;
  }

  void scan(AssetPlan asset) {
    String address = "assets[" + asset.key() + "]";
    SpecPath path = graph.asset(asset.key()).map(node -> node.path()).orElse(SpecPath.of("assets"));
    found.add(
        Feature.ASSET,
        address,
        path,
        UsedValues.none()
            .with("run", asset.run().kindName())
            .with("partitionSet", asset.partitionSet()));
    scanWords(asset, address, path);
    scanRun(asset, address + ".run", path.field("run"));
    scanOrder(asset, address, path);
    scanEdges(asset, address, path);
    asset.outputs().forEach(output -> scanOutput(output, address, path));
    for (CheckPlan check : asset.checks()) {
      if (!(check.test() instanceof CheckPlan.Contract)) { // the contract's own use has it
        scanCheck(check, address, path.field("checks"));
      }
    }
    scanLimits(asset, address, path);
  }

  /** What tells something to people. */
  private void scanWords(AssetPlan asset, String address, SpecPath path) {
    if (asset.description().isPresent()) {
      found.add(Feature.ASSET_DESCRIPTION, address + ".description", path.field("description"));
    }
    if (!asset.group().isEmpty()) {
      found.add(
          Feature.ASSET_GROUP,
          address + ".group",
          path.field("group"),
          UsedValues.none().with("names", List.of(asset.group())));
    }
    names(Feature.ASSET_OWNERS, asset.owners(), address, path, "owners");
    names(Feature.ASSET_KINDS, asset.kinds(), address, path, "kinds");
    names(Feature.ASSET_TAGS, asset.tags().keySet(), address, path, "tags");
    names(Feature.ASSET_METADATA, asset.metadata().keySet(), address, path, "metadata");
    names(Feature.ASSET_RENAME, asset.was(), address, path, "was");
    found.addSecrets(asset.metadata(), address + ".metadata", path.field("metadata"));
  }

  private void names(
      Feature feature, Collection<String> names, String address, SpecPath path, String field) {
    if (!names.isEmpty()) {
      found.add(
          feature,
          address + "." + field,
          path.field(field),
          UsedValues.none().with("names", names));
    }
  }

  private void scanRun(AssetPlan asset, String address, SpecPath path) {
    boolean isTemplated =
        switch (asset.run()) {
          case RunPlan.Python run -> {
            found.add(
                Feature.PYTHON_RUN,
                address,
                path,
                UsedValues.none().with("entrypoint", run.entrypoint()));
            yield false;
          }
          case RunPlan.Sql run -> {
            found.add(
                Feature.SQL_RUN, address, path, UsedValues.none().with("engine", run.engine()));
            yield run.isTemplated();
          }
          case RunPlan.Command run -> {
            found.add(
                Feature.COMMAND_RUN, address, path, UsedValues.none().with("argv", run.argv()));
            yield run.isTemplated();
          }
          case RunPlan.Container run -> run.isTemplated();
          case RunPlan.Dbt _,
              RunPlan.Spark _,
              RunPlan.Dlt _,
              RunPlan.Airbyte _,
              RunPlan.Connector _,
              RunPlan.Export _,
              RunPlan.Semantic _,
              RunPlan.Maintain _ ->
              false; // LaterAssetUses has it
          case RunPlan.Noop _ -> {
            found.add(Feature.NOOP_RUN, address, path);
            yield false;
          }
        };
    if (isTemplated) {
      String kind = asset.run().kindName();
      found.add(
          Feature.TEMPLATED_VALUES,
          address + "." + kind + ".templated",
          path.field(kind).field("templated"),
          UsedValues.none().with("kind", kind));
    }
  }

  private void scanOrder(AssetPlan asset, String address, SpecPath path) {
    if (!asset.after().equals("all")) {
      found.add(
          Feature.JOIN,
          address + ".after",
          path.field("after"),
          UsedValues.none().with("after", asset.after()).with("isPacked", isPacked(asset)));
    }
    asset
        .when()
        .ifPresent(
            condition ->
                found.add(
                    Feature.BRANCH,
                    address + ".when",
                    path.field("when"),
                    UsedValues.none()
                        .with("isPacked", isPacked(asset))
                        .with(
                            "kind",
                            switch (condition) {
                              case ConditionPlan.Sql _ -> "sql";
                              case ConditionPlan.Python _ -> "python";
                            })));
    asset
        .each()
        .ifPresent(
            each ->
                found.add(
                    Feature.FAN_OUT,
                    address + ".each",
                    path.field("each"),
                    UsedValues.none()
                        .with("kind", asset.run().kindName())
                        .with("maxItems", each.maxItems())
                        .with("maxParallel", each.maxParallel())));
    if (asset.priority() != 0) {
      found.add(
          Feature.PRIORITY,
          address + ".priority",
          path.field("priority"),
          UsedValues.none()
              .with("priority", asset.priority())
              .with("isOfPack", hasPriorityOfPack(asset)));
    }
  }

  private void scanEdges(AssetPlan asset, String address, SpecPath path) {
    for (AssetPlan.Upstream edge : asset.upstream()) {
      UsedValues values =
          UsedValues.none()
              .with("upstream", edge.asset())
              .with("mapping", edge.mapping().text())
              .with("isRead", edge.isRead());
      String at = address + (edge.isRead() ? ".inputs[" : ".deps[") + edge.asset() + "]";
      SpecPath place = edgePath(asset, edge.asset()).orElse(path);
      found.add(Feature.DEPENDENCY, at, place, values);
      found.add(mappingOf(edge.mapping()), at + ".mapping", place, values);
    }
    for (AssetPlan.Input input : asset.inputs()) {
      found.add(
          Feature.INPUT,
          address + ".inputs[" + input.as() + "]",
          path.field("inputs"),
          UsedValues.none()
              .with("table", input.table())
              .with("as", input.as())
              .with("mapping", input.mapping().text())
              .with("asset", input.asset()));
    }
  }

  private static Feature mappingOf(KeyMapping mapping) {
    return switch (mapping) {
      case KeyMapping.Identity _ -> Feature.IDENTITY_MAPPING;
      case KeyMapping.All _ -> Feature.ALL_MAPPING;
      case KeyMapping.Last _ -> Feature.LAST_MAPPING;
      case KeyMapping.Overlap _ -> Feature.WINDOW_MAPPING;
      case KeyMapping.Fixed _ -> Feature.STATIC_MAPPING;
      case KeyMapping.Dimensions _ -> Feature.DIMENSION_MAPPING;
    };
  }

  private Optional<SpecPath> edgePath(AssetPlan asset, String upstream) {
    return graph
        .asset(asset.key())
        .flatMap(
            node ->
                node.upstream().stream()
                    .filter(edge -> edge.upstream().equals(upstream))
                    .map(edge -> edge.path())
                    .findFirst());
  }

  private void scanOutput(AssetPlan.Output output, String address, SpecPath path) {
    String at = address + ".outputs[" + output.table() + "]";
    SpecPath place = path.field("outputs");
    Optional<TablePlan> table = Optional.ofNullable(plan.tables().get(output.table()));
    found.add(
        Feature.OUTPUT_TABLE,
        at,
        place,
        UsedValues.none()
            .with("table", output.table())
            .with("name", output.name())
            .with("store", table.map(TablePlan::store))
            .with("storeKind", table.map(TablePlan::storeKind))
            .with("isAudited", output.isAudited())
            .with("columns", table.map(known -> known.columns().size()).orElse(0)));
    found.add(
        Feature.valueOf("WRITE_" + output.write().toUpperCase(Locale.ROOT)),
        at + ".write",
        place,
        UsedValues.none()
            .with("table", output.table())
            .with("storeKind", table.map(TablePlan::storeKind))
            .with("key", output.key()));
  }

  private void scanCheck(CheckPlan check, String address, SpecPath path) {
    boolean blocks = check.onFail().equals("block") && check.enabled();
    found.add(
        blocks ? Feature.BLOCKING_CHECK : Feature.REPORTING_CHECK,
        address + ".checks[" + check.name() + "]",
        path,
        UsedValues.none()
            .with("kind", check.test().kindName())
            .with("onFail", check.onFail())
            .with("scope", check.scope())
            .with("enabled", check.enabled())
            .with("threshold", check.threshold())
            .with("warnThreshold", check.warnThreshold())
            .with("timeoutSeconds", check.timeoutSeconds()));
  }

  private void scanLimits(AssetPlan asset, String address, SpecPath path) {
    RetryPlan retry = asset.retry();
    if (!retry.waitSeconds().isEmpty()) {
      scanRetry(retry, isPacked(asset), address + ".retry", path.field("retry"));
    }
    asset
        .maxRuntimeSeconds()
        .ifPresent(
            seconds ->
                found.add(
                    Feature.MAX_RUNTIME,
                    address + ".maxRuntime",
                    path.field("maxRuntime"),
                    UsedValues.none().with("seconds", seconds)));
    asset.pool().ifPresent(pool -> scanPool(pool, address + ".pool", path.field("pool")));
    if (!asset.env().isEmpty()) {
      names(Feature.STEP_ENVIRONMENT, asset.env().keySet(), address, path, "env");
      found.addSecrets(asset.env(), address + ".env", path.field("env"));
    }
    asset
        .execution()
        .ifPresent(
            execution ->
                found.add(
                    Feature.valueOf("EXECUTION_" + execution.toUpperCase(Locale.ROOT)),
                    address + ".execution",
                    path.field("execution"),
                    UsedValues.none().with("kind", asset.run().kindName())));
    if (!asset.compute().asksNothing()) {
      scanCompute(asset, address + ".compute", path.field("compute"));
    }
    for (String resource : asset.resources()) {
      found.add(
          Feature.RESOURCE,
          address + ".resources[" + resource + "]",
          path.field("resources"),
          UsedValues.none()
              .with("name", resource)
              .with(
                  "type",
                  Optional.ofNullable(plan.resources().get(resource)).map(known -> known.type())));
    }
  }

  /** What the product's defaults say of all is one use, where they say it. */
  private void scanCompute(AssetPlan asset, String address, SpecPath path) {
    Optional<ComputeSpec> shared = graph.product().defaults().compute();
    boolean isShared =
        shared.isPresent()
            && graph
                .asset(asset.key())
                .map(node -> node.spec().compute())
                .equals(Optional.of(shared));
    if (isShared && isSharedComputeFound) {
      return;
    }
    isSharedComputeFound |= isShared;
    ComputePlan compute = asset.compute();
    found.add(
        Feature.COMPUTE,
        isShared ? "defaults.compute" : address,
        isShared ? SpecPath.of("defaults", "compute") : path,
        UsedValues.none()
            .with("requestedCpu", compute.requests().cpu())
            .with("requestedMemory", compute.requests().memory())
            .with("mostCpu", compute.limits().cpu())
            .with("mostMemory", compute.limits().memory())
            .with("nodeLabels", compute.nodeSelector().keySet())
            .with("tolerations", compute.tolerations().size()));
  }

  /** Whether the asset is never a step of its own: each job that has it runs it with others. */
  private boolean isPacked(AssetPlan asset) {
    List<JobPlan> jobs =
        plan.jobs().stream().filter(job -> job.assets().contains(asset.key())).toList();
    return !jobs.isEmpty() && jobs.stream().allMatch(job -> packs(job, asset).count() > 0);
  }

  /** Whether a pack makes it more urgent than it is. */
  private boolean hasPriorityOfPack(AssetPlan asset) {
    return plan.jobs().stream()
        .flatMap(job -> packs(job, asset))
        .anyMatch(pack -> pack.priority() != asset.priority());
  }

  private static Stream<PackPlan> packs(JobPlan job, AssetPlan asset) {
    return job.packs().stream()
        .filter(pack -> pack.assets().size() > 1 && pack.assets().contains(asset.key()));
  }

  private void scanRetry(RetryPlan retry, boolean isPacked, String address, SpecPath path) {
    found.add(
        Feature.RETRY,
        address,
        path,
        UsedValues.none()
            .with("isPacked", isPacked)
            .with("max", retry.waitSeconds().size())
            .with("initialSeconds", retry.initialSeconds())
            .with("multiplier", retry.multiplier())
            .with("maxWaitSeconds", retry.maxWaitSeconds())
            .with("honorRetryAfter", retry.honorRetryAfter()));
    found.add(
        Feature.RETRY_CATEGORIES,
        address + ".categories",
        path.field("categories"),
        UsedValues.none().with("isPacked", isPacked).with("categories", retry.categories()));
    if (!retry.jitter().equals("none")) {
      found.add(
          Feature.RETRY_JITTER,
          address + ".jitter",
          path.field("jitter"),
          UsedValues.none().with("isPacked", isPacked).with("jitter", retry.jitter()));
    }
  }

  private void scanPool(AssetPlan.PoolUse pool, String address, SpecPath path) {
    UsedValues values = UsedValues.none().with("name", pool.name()).with("slots", pool.slots());
    found.add(Feature.POOL, address, path, values);
    if (pool.slots() > 1) {
      found.add(Feature.POOL_SLOTS, address + ".slots", path.field("slots"), values);
    }
  }
}

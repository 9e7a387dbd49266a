package dev.regauge.spec.feature;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.CatalogPlan;
import dev.regauge.spec.plan.EnvironmentPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.ExternalPlan;
import dev.regauge.spec.plan.ImagePlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.PartitionSetPlan;
import dev.regauge.spec.plan.ResourcePlan;
import dev.regauge.spec.plan.TablePlan;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds every use of a feature in a product: what the adapters are asked for.
 *
 * <p>A use has these values:
 *
 * <pre>
 * DEPENDENCY, *_MAPPING                       upstream, mapping, isRead
 * INPUT                                       table, as, mapping, asset of the product's own
 * OUTPUT_TABLE                                table, name, store, storeKind, isAudited, columns (their number)
 * WRITE_REPLACE, WRITE_MERGE, WRITE_APPEND    table, storeKind, key
 * BLOCKING_CHECK, REPORTING_CHECK             kind, onFail, scope, enabled, threshold, warnThreshold, timeoutSeconds
 * RETRY                                       max, initialSeconds, multiplier, maxWaitSeconds, honorRetryAfter
 * RETRY_JITTER / RETRY_CATEGORIES             jitter / categories
 * MAX_RUNTIME                                 seconds
 * POOL, POOL_SLOTS, SHARED_POOL               name, slots, of an asset's use or of the pool itself
 * SECRET                                      name, key, source
 * RESOURCE                                    name, type
 * FILE_LOCAL_STORE                            kind (catalog or resource), name
 * TEMPLATED_VALUES                            kind of the run
 * PARAMS                                      name, type, required
 * DAILY_PARTITIONS, HOURLY_PARTITIONS …       timezone, start, end, weekStart, cron, offsetSeconds, endOffset, format, column, columnType
 * MULTI_PARTITIONS                            dimensions, times (how many of them are of a time)
 * DYNAMIC_PARTITIONS                          column, columnType, cronJobs (names)
 * STATIC_PARTITIONS                           values, column, columnType
 * UNPARTITIONED_IN_PARTITIONED_JOB            job, asset, partitionSet
 * JOB                                         assets (their number), isImplied, partitionSet
 * CRON_TRIGGER, DISABLED_TRIGGER              cron, timezone, partition
 * QUARTZ_CRON                                 line (the equal one of five fields), else why, instead
 * ANY_TRIGGER                                 isInAll
 * START_DEADLINE                              catchup, several (of a set whose partitions a tick takes several of)
 * JOB_HISTORY                                 isOfRuns (another number of them than is usual)
 * SEVERAL_CRON_TRIGGERS                       count
 * JOIN, PRIORITY                              after; priority
 * BRANCH                                      kind of the condition
 * FAN_OUT                                     kind of the run, maxItems, maxParallel
 * JOB_MAX_CONCURRENT, JOB_MAX_RUNTIME         steps; seconds
 * JOB_ABORT_ALL                               joins: the keys of the job's assets that are one; isPacked
 * JOB_SETUP, JOB_TEARDOWN                     kind of the run
 * OVERLAP_*, CATCHUP, MAX_ACTIVE_RUNS         maxActiveRuns, maxCatchup, partitionSet, catchup, isSkip, isStartedOtherwise
 * EXECUTION_*                                 kind of the run
 * USER_ENVIRONMENT                            lock, python
 * ENVIRONMENT                                 name
 * CAPABILITY                                  type, provider
 * CATALOG_TYPE, RESOURCE_TYPE                 type
 * PARTITION_KEY_FORMAT                        format
 * *_RUN of later kinds                        kind
 * *_CHECK, CHECK_*                            kind
 * TABLE_*, COLUMN_*, DEDUPE, CLASSIFICATION … table; a column's also column
 * TABLE_BRANCH / TABLE_RETENTION              also branch / isExpired
 * SENSOR                                      name, kind (file, table, http, python), everySeconds
 * EXTERNAL                                    name, hasTable, hasFreshness, signals (ids of adapters)
 * EXTERNAL_CONTRACT                           name, enforcement, isAsked (whether a step here reads it)
 * COMPUTE                                     requestedCpu, requestedMemory, mostCpu, mostMemory, nodeLabels, tolerations
 * CODE_IMAGE                                  repository, tag, digest, pullPolicy, pullSecrets, namelessIn (environments)
 * BACKFILL_ORDER                              partitionsPerRun, order
 * OUTPUT_PORT                                 name, table, hasAccess
 * TOPIC                                       name
 * SERVICE                                     name, place (known: in an environment's namespace, elsewhere, unknown)
 * HOOK                                        name, action (webhook, slack, kafka, ...), events (none = all)
 * ALERT                                       name, action (also email), events
 * ASSET_OWNERS, ASSET_KINDS, ASSET_RENAME …   names: what is written, or its keys
 * </pre>
 */
public final class FeatureScanner {

  /** Returns the uses by address and feature. */
  public List<FeatureUse> scan(SpecGraph graph, ExecutionPlan plan) {
    FoundUses found = new FoundUses();
    AssetUses assets = new AssetUses(graph, plan, found);
    plan.assets().forEach(assets::scan);
    JobUses jobs = new JobUses(graph, plan, found);
    plan.jobs().forEach(jobs::scan);
    scanProduct(plan, found);
    scanStores(plan, found);
    scanPartitionSets(plan, found);
    new LaterAssetUses(graph, found).scan();
    new LaterTableUses(graph, found).scan();
    new ProductUses(graph, found).scan();
    new TriggerUses(graph, found).scan();
    return found.sorted();
  }

  private static void scanImage(ImagePlan image, ExecutionPlan plan, FoundUses found) {
    Collection<EnvironmentPlan> environments =
        plan.environments().isEmpty()
            ? List.of(EnvironmentPlan.NONE)
            : plan.environments().values();
    found.add(
        Feature.CODE_IMAGE,
        "code.image",
        SpecPath.of("code", "image"),
        UsedValues.none()
            .with("repository", image.repository())
            .with("tag", image.tag())
            .with("digest", image.digest())
            .with("pullPolicy", image.pullPolicy())
            .with("pullSecrets", image.pullSecrets())
            .with(
                "namelessIn",
                environments.stream()
                    .filter(one -> image.in(one, plan.product().version()).isEmpty())
                    .map(EnvironmentPlan::name)
                    .toList()));
  }

  private static void scanProduct(ExecutionPlan plan, FoundUses found) {
    if (!plan.product().labels().isEmpty()) {
      found.add(
          Feature.LABELS,
          "metadata.labels",
          SpecPath.of("metadata", "labels"),
          UsedValues.none().with("names", plan.product().labels().keySet()));
    }
    plan.code()
        .lock()
        .ifPresent(
            lock ->
                found.add(
                    Feature.USER_ENVIRONMENT,
                    "code.lock",
                    SpecPath.of("code", "lock"),
                    UsedValues.none().with("lock", lock).with("python", plan.code().python())));
    plan.code().image().ifPresent(image -> scanImage(image, plan, found));
    plan.environments()
        .keySet()
        .forEach(
            name ->
                found.add(
                    Feature.ENVIRONMENT,
                    "environments[" + name + "]",
                    SpecPath.of("environments").entry(name),
                    UsedValues.none().with("name", name)));
    plan.params()
        .forEach(
            (name, param) ->
                found.add(
                    Feature.PARAMS,
                    "params[" + name + "]",
                    SpecPath.of("params").entry(name),
                    UsedValues.none()
                        .with("name", name)
                        .with("type", param.type())
                        .with("required", param.required())));
    plan.pools()
        .forEach(
            (name, pool) ->
                found.add(
                    pool.shared() ? Feature.SHARED_POOL : Feature.POOL,
                    "pools[" + name + "]",
                    SpecPath.of("pools").entry(name),
                    UsedValues.none().with("name", name).with("slots", pool.slots())));
  }

  private static void scanStores(ExecutionPlan plan, FoundUses found) {
    plan.catalogs()
        .forEach(
            (name, catalog) -> {
              String address = "catalogs[" + name + "]";
              boolean isWritten = !catalog.type().equals("embedded");
              SpecPath path =
                  isWritten ? SpecPath.of("catalogs").entry(name) : SpecPath.of("metadata", "name");
              found.addSecrets(catalog.settings(), address, path);
              if (isFileLocal(catalog)) {
                found.add(
                    Feature.FILE_LOCAL_STORE,
                    address,
                    path,
                    UsedValues.none().with("kind", "catalog").with("name", name));
              }
            });
    plan.resources()
        .forEach(
            (name, resource) -> {
              String address = "resources[" + name + "]";
              SpecPath path = SpecPath.of("resources").entry(name);
              found.add(
                  Feature.RESOURCE,
                  address,
                  path,
                  UsedValues.none().with("name", name).with("type", resource.type()));
              found.addSecrets(resource.config(), address + ".config", path.field("config"));
              if (resource.type().equals("duckdb") || isFolderOfModels(resource, plan)) {
                found.add(
                    Feature.FILE_LOCAL_STORE,
                    address,
                    path,
                    UsedValues.none().with("kind", "resource").with("name", name));
              }
            });
    scanTablesMadeElsewhere(plan, found);
  }

  /** Tables that assets write are their outputs' uses. */
  private static void scanTablesMadeElsewhere(ExecutionPlan plan, FoundUses found) {
    for (TablePlan table : plan.tables().values()) {
      if (table.producer().isEmpty()) {
        Optional<String> outside =
            plan.external().values().stream()
                .filter(one -> one.table().filter(table.name()::equals).isPresent())
                .map(ExternalPlan::key)
                .findFirst();
        found.add(
            Feature.OUTPUT_TABLE,
            outside
                .map(key -> "external[" + key + "].table")
                .orElse("tables[" + table.name() + "]"),
            outside
                .map(key -> SpecPath.of("external").entry(key).field("table"))
                .orElse(SpecPath.of("tables")),
            UsedValues.none()
                .with("table", table.name())
                .with("store", table.store())
                .with("storeKind", table.storeKind())
                .with("columns", table.columns().size()));
      }
    }
  }

  /** The embedded catalog, and one whose place is written as a file's; a reference may be any. */
  private static boolean isFileLocal(CatalogPlan catalog) {
    return catalog.type().equals("embedded")
        || (catalog.settings().get("uri") instanceof Value.Text uri
            && (uri.text().startsWith("sqlite:") || uri.text().equals("embedded")));
  }

  /**
   * Whether models of a semantic layer go to a folder of the machine, not to an object store: as it
   * is written, or as one of the environments has it.
   */
  private static boolean isFolderOfModels(ResourcePlan resource, ExecutionPlan plan) {
    if (!resource.type().equals(RunSpec.Semantic.LAYER)) {
      return false;
    }
    Value models = resource.config().get("models");
    if (models instanceof Value.EnvironmentRef(String name)) {
      return plan.environments().values().stream()
          .flatMap(one -> Optional.ofNullable(one.lookups().get(name)).stream())
          .anyMatch(FeatureScanner::isFolder);
    }
    return models instanceof Value.Text(String place) && isFolder(place);
  }

  private static boolean isFolder(String place) {
    return place.startsWith("file:") || !place.contains("://");
  }

  private static void scanPartitionSets(ExecutionPlan plan, FoundUses found) {
    plan.partitionSets()
        .forEach(
            (name, set) -> {
              String address = "partitions[" + name + "]";
              SpecPath path = SpecPath.of("partitions").entry(name);
              switch (set) {
                case PartitionSetPlan.Timed timed ->
                    found.add(
                        timed(timed),
                        address,
                        path,
                        UsedValues.none()
                            .with("timezone", timed.timezone())
                            .with("start", timed.start())
                            .with("end", timed.end())
                            .with("weekStart", weekStart(timed))
                            .with("cron", cron(timed))
                            .with("offsetSeconds", timed.offsetSeconds())
                            .with("endOffset", timed.endOffset())
                            .with("format", timed.format())
                            .with("column", timed.column())
                            .with("columnType", timed.columnType()));
                case PartitionSetPlan.Static fixed ->
                    found.add(
                        Feature.STATIC_PARTITIONS,
                        address,
                        path,
                        UsedValues.none()
                            .with("values", fixed.values())
                            .with("column", fixed.column())
                            .with("columnType", fixed.columnType()));
                case PartitionSetPlan.Multi multi ->
                    found.add(
                        Feature.MULTI_PARTITIONS,
                        address,
                        path,
                        UsedValues.none()
                            .with("dimensions", multi.dimensions().keySet())
                            .with("times", times(plan, multi)));
                case PartitionSetPlan.Dynamic dynamic ->
                    found.add(
                        Feature.DYNAMIC_PARTITIONS,
                        address,
                        path,
                        UsedValues.none()
                            .with("column", dynamic.column())
                            .with("columnType", dynamic.columnType())
                            .with("cronJobs", cronJobs(plan, name)));
              }
            });
  }

  private static Optional<String> weekStart(PartitionSetPlan.Timed set) {
    return set instanceof PartitionSetPlan.Weekly weekly
        ? Optional.of(weekly.weekStart())
        : Optional.empty();
  }

  private static Optional<String> cron(PartitionSetPlan.Timed set) {
    return set instanceof PartitionSetPlan.Cron cron ? Optional.of(cron.cron()) : Optional.empty();
  }

  /** The jobs over a set, or over one that has it as a dimension, that a cron starts. */
  private static List<String> cronJobs(ExecutionPlan plan, String set) {
    List<String> over = dimensionOf(plan, set);
    return plan.jobs().stream()
        .filter(
            job -> job.partitionSet().filter(of -> of.equals(set) || over.contains(of)).isPresent())
        .filter(job -> !job.triggers().isEmpty())
        .map(JobPlan::name)
        .toList();
  }

  /** The sets that have a set as one of their dimensions. */
  private static List<String> dimensionOf(ExecutionPlan plan, String set) {
    return plan.partitionSets().values().stream()
        .filter(PartitionSetPlan.Multi.class::isInstance)
        .map(PartitionSetPlan.Multi.class::cast)
        .filter(multi -> multi.dimensions().containsValue(set))
        .map(PartitionSetPlan::name)
        .toList();
  }

  private static long times(ExecutionPlan plan, PartitionSetPlan.Multi multi) {
    return multi.dimensions().values().stream()
        .map(plan.partitionSets()::get)
        .filter(PartitionSetPlan.Timed.class::isInstance)
        .count();
  }

  private static Feature timed(PartitionSetPlan.Timed set) {
    return switch (set) {
      case PartitionSetPlan.Hourly _ -> Feature.HOURLY_PARTITIONS;
      case PartitionSetPlan.Daily _ -> Feature.DAILY_PARTITIONS;
      case PartitionSetPlan.Weekly _ -> Feature.WEEKLY_PARTITIONS;
      case PartitionSetPlan.Monthly _ -> Feature.MONTHLY_PARTITIONS;
      case PartitionSetPlan.Cron _ -> Feature.CRON_PARTITIONS;
    };
  }
}

package dev.regauge.adapters.dagster;

import dev.regauge.adapters.dagster.model.CodeLocation;
import dev.regauge.adapters.dagster.model.CodeLocation.DagsterVersions;
import dev.regauge.adapters.dagster.model.CodeLocation.Pool;
import dev.regauge.adapters.dagster.model.Partitions;
import dev.regauge.adapters.spi.AddedKeys;
import dev.regauge.adapters.spi.Alerting;
import dev.regauge.adapters.spi.CodeImages;
import dev.regauge.adapters.spi.Contracts;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.PartitionWords;
import dev.regauge.adapters.spi.SecretStores;
import dev.regauge.adapters.spi.SemanticModels;
import dev.regauge.adapters.spi.StepTelemetry;
import dev.regauge.adapters.spi.Watched;
import dev.regauge.spec.plan.EnvironmentPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.ExternalPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.PartitionSetPlan;
import dev.regauge.spec.plan.ProductPlan;
import dev.regauge.spec.plan.SensorPlan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Plan to code location: names, constants, and where Dagster has no place for something. */
final class DagsterLowering {
  /** The Python that {@code locks/dagster.txt} is resolved for. */
  private static final int OLDEST_PYTHON = 11;

  /** How often keys are asked for that functions and people add. */
  private static final long KEYS_SECONDS = 60;

  /** How often Dagster looks for runs that have failed; its own default. */
  private static final long ALERTS_EVERY_SECONDS = 30;

  private static final Pattern MINOR = Pattern.compile(">=\\s*3\\.(\\d+)");

  private DagsterLowering() {}

  static CodeLocation lower(ExecutionPlan plan, LoweringContext context) {
    ProductPlan product = plan.product();
    AssetLowering assets = new AssetLowering(plan);
    TreeSet<Integer> limits = new TreeSet<>();
    plan.jobs().forEach(job -> job.runLimit().ifPresent(limits::add));
    TreeSet<String> settings = new TreeSet<>();
    plan.environments().values().stream()
        .map(EnvironmentPlan::lookups)
        .map(SortedMap::keySet)
        .forEach(settings::addAll);
    return new CodeLocation(
        product.name(),
        product.description(),
        product.version(),
        product.scope(),
        product.identifier() + "_dagster",
        pythonVersion(plan.code().python()),
        versions(context.version()),
        executor(context),
        context.options().text(DagsterAdapter.CODE_LOCATION, "module").equals("grpc"),
        SemanticModels.areThere(plan),
        metadata(product, context),
        partitionSets(plan),
        new PackLowering(plan, assets).groups(),
        plan.jobs().stream()
            .map(job -> JobLowering.lower(plan, job, assets.selection(job), limitsSteps(context)))
            .toList(),
        watcher(plan),
        keyKeeper(plan),
        alerts(plan),
        plan.pools().values().stream()
            .map(pool -> new Pool(pool.name(), pool.engineName(), pool.slots(), pool.shared()))
            .toList(),
        limits,
        List.copyOf(plan.environments().keySet()),
        List.copyOf(settings),
        Stream.of(
                CodeImages.words(plan),
                Contracts.words(plan),
                StepTelemetry.words(plan),
                SecretStores.words(plan))
            .flatMap(List::stream)
            .toList());
  }

  private static Optional<CodeLocation.Watcher> watcher(ExecutionPlan plan) {
    return Optional.of(Watched.origins(plan))
        .filter(origins -> !origins.isEmpty())
        .map(
            origins ->
                new CodeLocation.Watcher(
                    plan.product().identifier() + "__freshness",
                    Watched.EVERY_SECONDS,
                    keysElsewhere(plan),
                    origins));
  }

  private static SortedMap<String, List<String>> keysElsewhere(ExecutionPlan plan) {
    SortedMap<String, List<String>> keys = new TreeMap<>();
    for (ExternalPlan external : Watched.external(plan)) {
      AssetLowering.keyInDagster(external).ifPresent(key -> keys.put(external.key(), key));
    }
    return keys;
  }

  private static Optional<CodeLocation.KeyKeeper> keyKeeper(ExecutionPlan plan) {
    return Optional.of(AddedKeys.origins(plan))
        .filter(origins -> !origins.isEmpty())
        .map(
            origins ->
                new CodeLocation.KeyKeeper(
                    plan.product().identifier() + "__partitions",
                    AddedKeys.sensors(plan).stream()
                        .mapToLong(SensorPlan::everySeconds)
                        .min()
                        .orElse(KEYS_SECONDS),
                    origins));
  }

  private static Optional<CodeLocation.Alerts> alerts(ExecutionPlan plan) {
    boolean isTraced = StepTelemetry.tellsOfRuns(plan);
    List<String> jobs =
        (isTraced ? plan.jobs() : Alerting.jobs(plan))
            .stream().map(JobLowering::constant).sorted().toList();
    SortedMap<String, Integer> pausesAfter = new TreeMap<>();
    Alerting.jobs(plan).stream()
        .filter(JobPlan::pauses)
        .forEach(job -> pausesAfter.put(job.name(), job.autoPauseAfterFailures()));
    return jobs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CodeLocation.Alerts(
                plan.product().identifier() + "__alerts",
                ALERTS_EVERY_SECONDS,
                isTraced ? Optional.of(plan.product().identifier() + "__runs") : Optional.empty(),
                jobs,
                pausesAfter,
                Stream.concat(Alerting.origins(plan).stream(), StepTelemetry.origins(plan).stream())
                    .toList()));
  }

  private static String executor(LoweringContext context) {
    return context.options().text(DagsterAdapter.EXECUTOR, "multiprocess");
  }

  /** In the run's own process one step runs at a time anyway. */
  private static boolean limitsSteps(LoweringContext context) {
    return executor(context).equals("multiprocess");
  }

  /** Returns the oldest Python that both the product and the engine's lock take. */
  private static String pythonVersion(String required) {
    Matcher minor = MINOR.matcher(required);
    int wanted = minor.find() ? Integer.parseInt(minor.group(1)) : OLDEST_PYTHON;
    return "3." + Math.max(wanted, OLDEST_PYTHON);
  }

  private static DagsterVersions versions(String version) {
    String[] parts = version.split("\\.", -1);
    int minor = Integer.parseInt(parts[1]);
    return new DagsterVersions(version, parts[0] + "." + (minor + 1));
  }

  private static SortedMap<String, String> metadata(ProductPlan product, LoweringContext context) {
    TreeMap<String, String> metadata = new TreeMap<>();
    metadata.put("regauge/product", product.name());
    metadata.put("regauge/domain", product.domain());
    metadata.put("regauge/version", product.version());
    metadata.put("regauge/owner", product.owner());
    metadata.put("regauge/generator", context.generatorVersion());
    product.labels().forEach((name, value) -> metadata.put("regauge/label/" + name, value));
    metadata.values().removeIf(String::isEmpty);
    return metadata;
  }

  private static List<Partitions> partitionSets(ExecutionPlan plan) {
    return PartitionWords.inOrder(plan.partitionSets()).stream()
        .map(
            set ->
                new Partitions(
                    constant(set.name()),
                    windowsConstant(set.name()),
                    plan.product().scope() + "_" + set.name(),
                    set,
                    PartitionWords.of(set, plan.partitionSets()),
                    dimensions(set)))
        .toList();
  }

  private static SortedMap<String, String> dimensions(PartitionSetPlan set) {
    SortedMap<String, String> constants = new TreeMap<>();
    if (set instanceof PartitionSetPlan.Multi multi) {
      multi.dimensions().forEach((name, of) -> constants.put(name, constant(of)));
    }
    return constants;
  }

  static String constant(String partitionSet) {
    return partitionSet.toUpperCase(Locale.ROOT) + "_PARTITIONS";
  }

  static String windowsConstant(String partitionSet) {
    return partitionSet.toUpperCase(Locale.ROOT) + "_WINDOWS";
  }
}

package dev.regauge.adapters.dagster;

import static java.util.Objects.requireNonNull;

import dev.regauge.adapters.dagster.model.Asset;
import dev.regauge.adapters.dagster.model.Asset.Check;
import dev.regauge.adapters.dagster.model.Asset.Dependency;
import dev.regauge.adapters.dagster.model.Asset.Following;
import dev.regauge.adapters.spi.PodWords;
import dev.regauge.adapters.spi.TableWords;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.CheckPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.ExternalPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.PartitionSetPlan;
import dev.regauge.templates.literal.PyIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Asset to asset: what Dagster has no place for goes into metadata, where its page shows it. */
final class AssetLowering {
  /** Names that the module of a group has already. */
  private static final Set<String> TAKEN = Set.of("dg", "run_step");

  private static final Pattern TAG_KEY =
      Pattern.compile("([A-Za-z0-9_.-]{1,63}/)?[A-Za-z0-9_.-]{1,63}");
  private static final Pattern TAG_VALUE = Pattern.compile("[A-Za-z0-9_.-]{0,63}");
  private static final Pattern OWNER =
      Pattern.compile("team:.+|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}");

  private final ExecutionPlan plan;
  private final SortedMap<String, Optional<String>> partitionSets = new TreeMap<>();
  private final SortedMap<String, String> jobs = new TreeMap<>();

  /** Each join, and what comes before one: they begin when others have ended, made or not. */
  private final SortedSet<String> beforeJoins = new TreeSet<>();

  /** Those of whose ends one of them must know. */
  private final SortedSet<String> followed = new TreeSet<>();

  private final SortedSet<String> packed = new TreeSet<>();

  AssetLowering(ExecutionPlan plan) {
    this.plan = plan;
    // Of what happens inside a pack Dagster sees the end only, and a join stays in its pack.
    plan.jobs().forEach(job -> job.packs().forEach(pack -> packed.addAll(pack.assets())));
    for (AssetPlan asset : plan.assets().reversed()) {
      if (isPacked(asset)) {
        continue;
      }
      if (!asset.after().equals("all") || beforeJoins.contains(asset.key())) {
        beforeJoins.add(asset.key());
        asset.upstream().forEach(upstream -> followed.add(upstream.asset()));
        beforeJoins.addAll(followed);
      }
    }
    plan.assets().forEach(asset -> partitionSets.put(asset.key(), asset.partitionSet()));
    for (JobPlan job : plan.jobs()) {
      job.assets().forEach(asset -> jobs.putIfAbsent(asset, job.name()));
    }
  }

  /** Whether an asset is made by a pack, and is no step of its own. */
  boolean isPacked(AssetPlan asset) {
    return packed.contains(asset.key());
  }

  Asset lower(AssetPlan asset) {
    List<String> owners = asset.owners().stream().filter(AssetLowering::isOwner).toList();
    List<String> kinds =
        asset.kinds().stream()
            .filter(kind -> TAG_VALUE.matcher(kind).matches())
            .limit(DagsterSupport.MAX_KINDS)
            .toList();
    SortedMap<String, String> tags = new TreeMap<>();
    SortedMap<String, Value> metadata = new TreeMap<>(asset.metadata());
    asset
        .tags()
        .forEach(
            (name, value) -> {
              if (TAG_KEY.matcher(name).matches() && TAG_VALUE.matcher(value).matches()) {
                tags.put(name, value);
              } else {
                metadata.put("regauge/tag/" + name, new Value.Text(value));
              }
            });
    putRest(metadata, "regauge/owners", asset.owners(), owners);
    putRest(metadata, "regauge/kinds", asset.kinds(), kinds);
    putRest(metadata, "regauge/was", asset.was(), List.of());
    SortedMap<String, Value> words = TableWords.of(plan, asset);
    if (!words.isEmpty()) {
      metadata.put("regauge/tables", new Value.Mapping(words));
    }
    return new Asset(
        asset.key(),
        path(plan, asset.key()),
        plan.product().scope() + "__" + asset.identifier(),
        function(asset.identifier()),
        Stream.concat(
                asset.upstream().stream().map(upstream -> dependency(asset, upstream)),
                asset.external().stream()
                    .map(
                        outside -> new Dependency(outside(outside), Optional.empty(), false, true)))
            .toList(),
        asset.partitionSet().map(DagsterLowering::constant),
        asset.group(),
        asset.description().filter(text -> !text.isEmpty()),
        owners,
        kinds,
        tags,
        metadata,
        new TableLowering(plan).columns(asset),
        asset.checks().stream().filter(CheckPlan::enabled).map(AssetLowering::check).toList(),
        asset.pool().map(pool -> requireNonNull(plan.pools().get(pool.name())).engineName()),
        asset.codeVersion(),
        jobs.getOrDefault(asset.key(), "-"),
        asset.retry().waitSeconds(),
        asset.priority(),
        PodWords.of(asset),
        Optional.of(end(path(plan, asset.key()))).filter(_ -> followed.contains(asset.key())),
        Optional.of(asset)
            .filter(one -> beforeJoins.contains(one.key()) && !one.upstream().isEmpty())
            .map(
                one ->
                    new Following(
                        one.after(),
                        one.upstream().stream().map(AssetPlan.Upstream::asset).toList())));
  }

  /** Returns the keys of a job's assets, and of those that say that a run is through with one. */
  List<List<String>> selection(JobPlan job) {
    List<List<String>> keys = new ArrayList<>();
    for (String asset : job.assets()) {
      keys.add(path(plan, asset));
      if (followed.contains(asset)) {
        keys.add(end(path(plan, asset)));
      }
    }
    return List.copyOf(keys);
  }

  /** Returns for example {@code [scope, ops, big_day-ended]}: no segment of a key has a hyphen. */
  private static List<String> end(List<String> path) {
    List<String> end = new ArrayList<>(path);
    end.set(end.size() - 1, end.getLast() + "-ended");
    return List.copyOf(end);
  }

  /** Returns the Dagster key: the scope, then the key's segments. */
  static List<String> path(ExecutionPlan plan, String key) {
    List<String> path = new ArrayList<>();
    path.add(plan.product().scope());
    path.addAll(List.of(key.split("/", -1)));
    return List.copyOf(path);
  }

  private Dependency dependency(AssetPlan asset, AssetPlan.Upstream upstream) {
    Optional<String> theirs = partitionSets.getOrDefault(upstream.asset(), Optional.empty());
    List<String> path = path(plan, upstream.asset());
    return new Dependency(
        beforeJoins.contains(asset.key()) ? end(path) : path,
        Optional.of(upstream.mapping()).filter(any -> theirs.isPresent()),
        isMulti(asset.partitionSet()) && isMulti(theirs),
        false);
  }

  /**
   * Returns the key of something that is made elsewhere: what the product says, else as of our own.
   */
  private List<String> outside(AssetPlan.Outside outside) {
    ExternalPlan external = plan.external().get(outside.external());
    return Optional.ofNullable(external)
        .flatMap(AssetLowering::keyInDagster)
        .orElseGet(() -> path(plan, outside.external()));
  }

  /** Returns the key under which Dagster knows what is made elsewhere, if the product names one. */
  static Optional<List<String>> keyInDagster(ExternalPlan external) {
    return Optional.ofNullable(external.signals().get("dagster"))
        .map(signal -> List.of(requireNonNull(signal.get("key")).split("/", -1)));
  }

  private boolean isMulti(Optional<String> set) {
    return set.map(name -> plan.partitionSets().get(name))
        .filter(PartitionSetPlan.Multi.class::isInstance)
        .isPresent();
  }

  private static Check check(CheckPlan check) {
    return new Check(
        check.name(),
        check.onFail().equals("block"),
        check.onFail(),
        check.dimension(),
        check.weight(),
        check.description().filter(text -> !text.isEmpty()),
        check.tags());
  }

  private static void putRest(
      SortedMap<String, Value> metadata, String name, List<String> all, List<String> kept) {
    List<Value> rest =
        all.stream().filter(value -> !kept.contains(value)).<Value>map(Value.Text::new).toList();
    if (!rest.isEmpty()) {
      metadata.put(name, new Value.Sequence(rest));
    }
  }

  private static boolean isOwner(String owner) {
    return OWNER.matcher(owner).matches();
  }

  private static String function(String identifier) {
    return TAKEN.contains(identifier) ? identifier + "_" : PyIdentifier.of(identifier).name();
  }
}

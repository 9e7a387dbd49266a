package dev.regauge.adapters.dagster.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * One product as a Dagster code location.
 *
 * @param name the location's name: the product's scope
 * @param packageName the Python package, for example {@code weather_dagster}
 * @param pythonVersion of the image, for example {@code 3.11}
 * @param executor how a run's steps are run: {@code multiprocess} or {@code in_process}
 * @param isServed whether {@code workspace.yaml} looks for a code server
 * @param hasModels whether steps hand models to a semantic layer
 * @param metadata of the location itself: version, owner, labels
 * @param watcher absent when no asset may grow old
 * @param keyKeeper absent without dynamic partition sets
 * @param alerts absent when nobody is told how runs end
 * @param notes what an operator must know beside, one sentence each
 * @param runLimits the distinct numbers of runs at once that jobs ask for; each becomes one limit
 *     of the run queue
 */
public record CodeLocation(
    String product,
    String description,
    String version,
    String name,
    String packageName,
    String pythonVersion,
    DagsterVersions versions,
    String executor,
    boolean isServed,
    boolean hasModels,
    SortedMap<String, String> metadata,
    List<Partitions> partitionSets,
    List<AssetGroup> groups,
    List<AssetJob> jobs,
    Optional<Watcher> watcher,
    Optional<KeyKeeper> keyKeeper,
    Optional<Alerts> alerts,
    List<Pool> pools,
    SortedSet<Integer> runLimits,
    List<String> environments,
    List<String> settings,
    List<String> notes) {

  /** Whether runs and steps tell of themselves in OpenTelemetry. */
  public boolean isTraced() {
    return alerts.flatMap(Alerts::nameOfGood).isPresent();
  }

  /** Whether some step runs several assets. */
  public boolean hasPacks() {
    return groups.stream().anyMatch(AssetGroup::hasPacks);
  }

  /** The module that runs steps, for example {@code climate_weather_step}. */
  public String stepModule() {
    return name + "_step";
  }

  /** The module of the partition algebra, for example {@code climate_weather_partitions}. */
  public String partitionsModule() {
    return name + "_partitions";
  }

  /**
   * The module that the partition algebra stands on, for example {@code
   * climate_weather_wall_times}.
   */
  public String wallTimesModule() {
    return name + "_wall_times";
  }

  /** The Dagster that is generated for: {@code >=from,<below}. */
  public record DagsterVersions(String from, String below) {}

  /**
   * The sensor that looks how old assets are.
   *
   * @param keys the names in Dagster of what is made elsewhere and has one of its own there
   * @param origins what it is there for
   */
  public record Watcher(
      String name, long everySeconds, SortedMap<String, List<String>> keys, List<String> origins) {}

  /**
   * The sensor that tells Dagster the keys of dynamic partition sets.
   *
   * @param origins what it is there for
   */
  public record KeyKeeper(String name, long everySeconds, List<String> origins) {}

  /**
   * The sensors that tell how runs ended.
   *
   * @param jobs the constants of the jobs that it watches
   * @param nameOfGood the sensor that tells of runs that went well; absent where nobody asks
   * @param pausesAfter job → how many failed runs in a row pause it, of those that pause
   * @param origins what it is there for
   */
  public record Alerts(
      String name,
      long everySeconds,
      Optional<String> nameOfGood,
      List<String> jobs,
      SortedMap<String, Integer> pausesAfter,
      List<String> origins) {}

  /**
   * The assets of one group, which share a module such as {@code bronze_assets}; or the assets of a
   * job that are packs of several groups, in a module such as {@code daily_pack}.
   */
  public record AssetGroup(String name, String module, List<Step> steps) {

    /** Returns the assets of all steps. */
    public List<Asset> assets() {
      return steps.stream().flatMap(step -> step.assets().stream()).toList();
    }

    /** Whether some step is a pack. */
    public boolean hasPacks() {
      return steps.stream().anyMatch(step -> step.pack().isPresent());
    }
  }

  /** A limit on steps at once; it lives in the instance. */
  public record Pool(String name, String engineName, int slots, boolean isShared) {}
}

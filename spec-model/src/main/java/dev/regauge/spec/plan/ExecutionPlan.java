package dev.regauge.spec.plan;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What runs, after what, when and with which waits and gates, for one product on any target.
 *
 * <p>Assets stand upstream before downstream, ties by key; every other collection is sorted by
 * name, so the plan's bytes depend on the product's meaning only. Serialised as {@code plan.json}
 * with absent and empty members left out.
 *
 * @param capabilities the provider of each capability, by its type
 * @param secretStores absent = all secrets are the cluster's or the environment's
 * @param external what is made elsewhere, by its key
 * @param ports what other products may read, by name
 * @param lineage absent = the platform decides
 */
public record ExecutionPlan(
    int version,
    ProductPlan product,
    CodePlan code,
    SortedMap<String, CatalogPlan> catalogs,
    SortedMap<String, ResourcePlan> resources,
    Optional<SecretStoresPlan> secretStores,
    SortedMap<String, PartitionSetPlan> partitionSets,
    SortedMap<String, TablePlan> tables,
    SortedMap<String, ParamPlan> params,
    SortedMap<String, PoolPlan> pools,
    List<AssetPlan> assets,
    List<JobPlan> jobs,
    SortedMap<String, EnvironmentPlan> environments,
    SortedMap<String, String> capabilities,
    SortedMap<String, ExternalPlan> external,
    SortedMap<String, SensorPlan> sensors,
    SortedMap<String, HookPlan> hooks,
    SortedMap<String, AlertPlan> alerts,
    Optional<QualityGatePlan> qualityGate,
    Optional<LineagePlan> lineage,
    Optional<TelemetryPlan> telemetry,
    SortedMap<String, PortPlan> ports) {

  /**
   * Whether a range of a job's partitions is made up for from its newest one; all of its assets say
   * the same.
   */
  public boolean beginsWithNewest(JobPlan job) {
    return assets.stream()
        .filter(asset -> asset.partitionSet().isPresent() && job.assets().contains(asset.key()))
        .anyMatch(asset -> asset.backfill().order().equals("newest"));
  }

  /** The layout version of {@code plan.json}; a reader refuses another. */
  public static final int CURRENT_VERSION = 1;
}

package dev.regauge.adapters.argo;

import dev.regauge.adapters.spi.Alerting;
import dev.regauge.adapters.spi.SecretStores;
import dev.regauge.adapters.spi.StepTelemetry;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.model.Value.SecretRef;
import dev.regauge.spec.model.VariableName;
import dev.regauge.spec.plan.ActionPlan;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.CatalogPlan;
import dev.regauge.spec.plan.ContainerRuns;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.HookPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.LineagePlan;
import dev.regauge.spec.plan.ResourcePlan;
import dev.regauge.spec.plan.RunPlan;
import dev.regauge.spec.plan.SecretStoresPlan;
import dev.regauge.spec.plan.SecretStoresPlan.VaultPlan;
import dev.regauge.spec.plan.TablePlan;
import dev.regauge.spec.plan.TelemetryPlan;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Which secrets and environment values a step reads, so that each pod gets those and no others.
 *
 * <p>Every step reads all catalogs, because it looks up the records of what it depends on there; of
 * the resources it reads those that it names and those that hold its tables, and of the hooks and
 * alerts those that listen to its asset.
 */
final class StepSecrets {

  private static final Comparator<SecretRef> ORDER =
      Comparator.comparing(SecretRef::name).thenComparing(SecretRef::key);

  private final ExecutionPlan plan;
  private final SortedMap<String, AssetPlan> assets = new TreeMap<>();
  private final SortedSet<SecretRef> ofCatalogs = new TreeSet<>(ORDER);

  StepSecrets(ExecutionPlan plan) {
    this.plan = plan;
    plan.assets().forEach(asset -> assets.put(asset.key(), asset));
    for (CatalogPlan catalog : plan.catalogs().values()) {
      catalog.settings().values().forEach(value -> collect(value, ofCatalogs));
    }
  }

  /** Returns the Kubernetes secrets of a step. */
  SortedSet<SecretRef> of(AssetPlan asset) {
    SortedSet<SecretRef> secrets = new TreeSet<>(ofCatalogs);
    if (!ContainerRuns.isOf(asset)) {
      // A container's pod names the secrets of its variables itself.
      asset.env().values().forEach(value -> collect(value, secrets));
    }
    ofSource(asset.run()).forEach(value -> collect(value, secrets));
    for (HookPlan hook : plan.hooks().values()) {
      if (hook.concerns(asset)) {
        collect(hook.action(), secrets);
      }
    }
    plan.lineage().flatMap(LineagePlan::endpoint).ifPresent(value -> collect(value, secrets));
    plan.lineage().flatMap(LineagePlan::resource).ifPresent(name -> collect(name, secrets));
    collectTelemetry(secrets);
    Alerting.ofStep(plan, asset.key()).forEach(alert -> collect(alert.action(), secrets));
    resources(asset).forEach(name -> collect(name, secrets));
    return secrets;
  }

  /** Returns the Kubernetes secrets of what tells of a job's failed runs. */
  SortedSet<SecretRef> ofAlerts(JobPlan job) {
    SortedSet<SecretRef> secrets = new TreeSet<>(ofCatalogs);
    collectTelemetry(secrets);
    Alerting.ofRun(plan, job).forEach(alert -> collect(alert.action(), secrets));
    return secrets;
  }

  /** Returns the Kubernetes secrets of a look for what has grown old, and of whom it tells. */
  SortedSet<SecretRef> ofFreshness() {
    SortedSet<SecretRef> secrets = ofRecords();
    plan.alerts().values().stream()
        .filter(alert -> alert.events().contains(Alerting.FRESHNESS_FAILED))
        .forEach(alert -> collect(alert.action(), secrets));
    return secrets;
  }

  /** Returns what a pod tells of who runs it; empty where it tells nobody. */
  Optional<EnvVar> engine() {
    return plan.telemetry().map(_ -> new EnvVar(StepTelemetry.ENGINE, "argo", null));
  }

  private void collectTelemetry(SortedSet<SecretRef> secrets) {
    plan.telemetry().flatMap(TelemetryPlan::otlpEndpoint).ifPresent(one -> collect(one, secrets));
  }

  /** Returns the Kubernetes secrets of a step that is no asset's. */
  SortedSet<SecretRef> of(RunPlan run) {
    SortedSet<SecretRef> secrets = new TreeSet<>(ofCatalogs);
    collectTelemetry(secrets);
    if (run instanceof RunPlan.Sql sql) {
      sql.engine()
          .map(plan.resources()::get)
          .ifPresent(known -> known.config().values().forEach(value -> collect(value, secrets)));
    }
    return secrets;
  }

  /** Returns the Kubernetes secrets of the catalogs. */
  SortedSet<SecretRef> ofCatalogs() {
    return Collections.unmodifiableSortedSet(ofCatalogs);
  }

  /** Returns the Kubernetes secrets of what reads all records. */
  private SortedSet<SecretRef> ofRecords() {
    SortedSet<SecretRef> secrets = new TreeSet<>(ofCatalogs);
    // Records lie where the tables do.
    plan.tables().values().stream()
        .filter(table -> table.storeKind().equals("resource"))
        .flatMap(table -> Optional.ofNullable(plan.resources().get(table.store())).stream())
        .forEach(store -> store.config().values().forEach(value -> collect(value, secrets)));
    return secrets;
  }

  /** Returns the Kubernetes secrets of what looks for triggers: records, and what sensors ask. */
  SortedSet<SecretRef> ofTriggers() {
    SortedSet<SecretRef> secrets = ofRecords();
    plan.sensors().values().stream()
        .flatMap(sensor -> sensor.resource().stream())
        .flatMap(name -> Optional.ofNullable(plan.resources().get(name)).stream())
        .forEach(asked -> asked.config().values().forEach(value -> collect(value, secrets)));
    return secrets;
  }

  /** Returns the names of the environment values that any step reads. */
  SortedSet<String> variables() {
    SortedSet<String> names = new TreeSet<>();
    Consumer<Value> collect = value -> collectVariables(value, names);
    plan.catalogs().values().forEach(catalog -> catalog.settings().values().forEach(collect));
    plan.resources().values().forEach(resource -> resource.config().values().forEach(collect));
    plan.assets().forEach(asset -> asset.env().values().forEach(collect));
    plan.assets().forEach(asset -> ofSource(asset.run()).forEach(collect));
    plan.hooks().values().forEach(hook -> hook.action().values().forEach(collect));
    plan.alerts().values().forEach(alert -> alert.action().values().forEach(collect));
    plan.lineage().flatMap(LineagePlan::endpoint).ifPresent(collect);
    plan.telemetry().flatMap(TelemetryPlan::otlpEndpoint).ifPresent(collect);
    plan.jobs().stream()
        .flatMap(job -> Stream.concat(job.setup().stream(), job.teardown().stream()))
        .forEach(run -> ofSource(run).forEach(collect));
    login().forEach(collect);
    return names;
  }

  /** Returns the variable by which a step finds a secret, as the runtime names it. */
  static String variable(SecretRef secret) {
    return "REGAUGE_SECRET_" + VariableName.of(secret.name()) + "_" + VariableName.of(secret.key());
  }

  /** Returns the values that say where rows come from or go to, and by which right. */
  private static List<Value> ofSource(RunPlan run) {
    return switch (run) {
      case RunPlan.Dlt dlt -> List.copyOf(dlt.args().values());
      case RunPlan.Dbt dbt -> List.copyOf(dbt.vars().values());
      case RunPlan.Spark spark -> List.copyOf(spark.conf().values());
      case RunPlan.Container container -> List.of(container.image().repository());
      case RunPlan.Connector connector -> List.copyOf(connector.config().values());
      case RunPlan.Airbyte sync ->
          Stream.concat(Stream.of(sync.workspaceUrl()), sync.apiToken().stream()).toList();
      case RunPlan.Export export ->
          Stream.concat(export.config().values().stream(), export.secret().stream()).toList();
      case RunPlan.Python _,
          RunPlan.Sql _,
          RunPlan.Command _,
          RunPlan.Semantic _,
          RunPlan.Maintain _,
          RunPlan.Noop _ ->
          List.of();
    };
  }

  /** Collects where somebody is told, and by which right. */
  private void collect(ActionPlan action, SortedSet<SecretRef> secrets) {
    action.values().forEach(value -> collect(value, secrets));
    action.carrier().ifPresent(name -> collect(name, secrets));
  }

  /** Collects what a resource needs. */
  private void collect(String resource, SortedSet<SecretRef> secrets) {
    ResourcePlan known = plan.resources().get(resource);
    if (known != null) {
      known.config().values().forEach(value -> collect(value, secrets));
    }
  }

  private SortedSet<String> resources(AssetPlan asset) {
    SortedSet<String> names = new TreeSet<>(asset.resources());
    if (asset.run() instanceof RunPlan.Sql sql) {
      sql.engine().ifPresent(names::add);
    }
    if (asset.run() instanceof RunPlan.Dbt dbt) {
      dbt.resource().ifPresent(names::add);
    }
    if (asset.run() instanceof RunPlan.Semantic semantic) {
      semantic.layer().ifPresent(names::add);
    }
    SortedSet<String> tables = new TreeSet<>();
    asset.inputs().forEach(input -> tables.add(input.table()));
    asset.outputs().forEach(output -> tables.add(output.table()));
    for (AssetPlan.Upstream upstream : asset.upstream()) {
      AssetPlan producer = assets.get(upstream.asset());
      if (producer != null) {
        producer.outputs().forEach(output -> tables.add(output.table()));
      }
    }
    for (String name : tables) {
      TablePlan table = plan.tables().get(name);
      if (table != null && table.storeKind().equals("resource")) {
        names.add(table.store());
      }
    }
    return names;
  }

  private void collect(Value value, SortedSet<SecretRef> secrets) {
    switch (value) {
      case SecretRef secret -> {
        switch (secret.source()) {
          case SecretRef.KUBERNETES, SecretStores.EXTERNAL -> secrets.add(secret);
          // What is fetched from the Vault needs the login, which lies in no Vault (RG-RULE-482).
          case SecretStores.VAULT -> login().forEach(part -> collect(part, secrets));
          default -> {}
        }
      }
      case Value.Sequence(List<Value> items) -> items.forEach(item -> collect(item, secrets));
      case Value.Mapping mapping ->
          mapping.entries().values().forEach(item -> collect(item, secrets));
      case Value.Text _, Value.Number _, Value.Bool _, Value.Nothing _ -> {}
      case Value.EnvironmentRef _, Value.ServiceRef _ -> {}
    }
  }

  private List<Value> login() {
    return plan.secretStores()
        .flatMap(SecretStoresPlan::vault)
        .map(VaultPlan::values)
        .orElse(List.of());
  }

  private static void collectVariables(Value value, SortedSet<String> names) {
    switch (value) {
      case Value.EnvironmentRef(String name) -> names.add(name);
      case Value.ServiceRef(String service) ->
          names.add("REGAUGE_SERVICE_" + VariableName.of(service));
      case SecretRef secret -> {
        if (secret.source().equals(SecretRef.ENVIRONMENT)) {
          names.add(variable(secret));
        }
      }
      case Value.Sequence(List<Value> items) ->
          items.forEach(item -> collectVariables(item, names));
      case Value.Mapping mapping ->
          mapping.entries().values().forEach(item -> collectVariables(item, names));
      case Value.Text _, Value.Number _, Value.Bool _, Value.Nothing _ -> {}
    }
  }
}

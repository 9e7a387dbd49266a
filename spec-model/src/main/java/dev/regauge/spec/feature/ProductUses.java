package dev.regauge.spec.feature;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.PlacedAction;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ActionSpec;
import dev.regauge.spec.model.AlertSpec;
import dev.regauge.spec.model.BackfillSpec;
import dev.regauge.spec.model.CatalogSpec;
import dev.regauge.spec.model.ExternalSpec;
import dev.regauge.spec.model.HookSpec;
import dev.regauge.spec.model.ObservabilitySpec.LineageSpec;
import dev.regauge.spec.model.ObservabilitySpec.TelemetrySpec;
import dev.regauge.spec.model.PartitionSetSpec;
import dev.regauge.spec.model.PortSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.ResourceSpec;
import dev.regauge.spec.model.SensorSpec;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds what a product as a whole asks for and the plan does not have: no target carries it out
 * yet. A value that equals its default asks for nothing.
 */
final class ProductUses {

  private static final Set<String> CATALOG_TYPES =
      new TreeSet<>(List.of("embedded", "jdbc", "rest"));
  private static final Set<String> RESOURCE_TYPES =
      new TreeSet<>(
          List.of(
              "bigquery",
              "cube",
              "databricks",
              "duckdb",
              "http",
              "kafka",
              "nats",
              "postgres",
              "python",
              "smtp",
              "snowflake",
              "trino"));

  /** What every product has, whatever its platform. */
  private static final SortedMap<String, String> PROVIDERS =
      new TreeMap<>(Map.of("table_store", "iceberg", "query_engine", "duckdb"));

  private final SpecGraph graph;
  private final ProductSpec product;
  private final FoundUses found;

  ProductUses(SpecGraph graph, FoundUses found) {
    this.graph = graph;
    this.product = graph.product();
    this.found = found;
  }

  void scan() {
    scanPlatform();
    scanDefaults();
    product.partitions().forEach(this::scanPartitions);
    product.catalogs().forEach(this::scanCatalog);
    product.resources().forEach(this::scanResource);
    product.external().forEach(this::scanExternal);
    product.alerts().forEach(this::scanAlert);
    for (int i = 0; i < product.sensors().size(); i++) {
      scanSensor(product.sensors().get(i), SpecPath.of("sensors").at(i));
    }
    for (int i = 0; i < product.hooks().size(); i++) {
      scanHook(product.hooks().get(i), SpecPath.of("hooks").at(i));
    }
    for (int i = 0; i < product.ports().size(); i++) {
      scanPort(product.ports().get(i), SpecPath.of("ports").at(i));
    }
    for (int i = 0; i < product.services().size(); i++) {
      scanService(product.services().get(i), SpecPath.of("services").at(i));
    }
    list(Feature.TOPIC, "topics", product.topics(), topic -> topic.metadata().name());
    product.qualityGate().ifPresent(_ -> field(Feature.QUALITY_GATE, "qualityGate"));
    product
        .observability()
        .lineage()
        .filter(lineage -> lineage.enabled().orElseThrow())
        .ifPresent(this::scanLineage);
    product.observability().telemetry().ifPresent(this::scanTelemetry);
    product.environments().forEach((name, spec) -> scanReplicas(name, spec.replicas()));
  }

  private void scanLineage(LineageSpec lineage) {
    found.add(
        Feature.LINEAGE,
        "observability.lineage",
        SpecPath.of("observability").field("lineage"),
        UsedValues.none().with("transport", lineage.transport().orElseThrow()));
  }

  private void scanTelemetry(TelemetrySpec telemetry) {
    found.add(
        Feature.TELEMETRY,
        "observability.telemetry",
        SpecPath.of("observability").field("telemetry"),
        UsedValues.none()
            .with("hasPushgateway", telemetry.pushgateway().filter(ProductUses::isSaid).isPresent())
            .with("alerts", telemetry.alerts().orElseThrow())
            .with("dashboards", telemetry.dashboards().orElseThrow()));
  }

  /** A value that is written as null is none. */
  private static boolean isSaid(Value value) {
    return !(value instanceof Value.Nothing);
  }

  private void scanExternal(String name, ExternalSpec external) {
    found.add(
        Feature.EXTERNAL,
        "external[" + name + "]",
        SpecPath.of("external").entry(name),
        UsedValues.none()
            .with("name", name)
            .with("hasTable", external.table().isPresent())
            .with("hasFreshness", external.freshness().isPresent())
            .with("signals", external.signals().keySet()));
    scanContract(name, external);
  }

  /** Whether a run asks anything depends on who reads it, and on whether it promises columns. */
  private void scanContract(String name, ExternalSpec external) {
    boolean isAsked =
        graph.contracts().tableOf(name).filter(table -> !table.columns().isEmpty()).isPresent()
            && graph.assets().stream()
                .flatMap(asset -> asset.inputs().stream())
                .anyMatch(input -> input.external().equals(Optional.of(name)));
    external
        .contract()
        .ifPresent(
            _ ->
                found.add(
                    Feature.EXTERNAL_CONTRACT,
                    "external[" + name + "].contract",
                    SpecPath.of("external").entry(name).field("contract"),
                    UsedValues.none()
                        .with("name", name)
                        .with("enforcement", graph.contracts().enforcement(name))
                        .with("isAsked", isAsked)));
  }

  private void scanSensor(SensorSpec sensor, SpecPath path) {
    String kind =
        switch (sensor.source()) {
          case SensorSpec.File _ -> "file";
          case SensorSpec.Table _ -> "table";
          case SensorSpec.Http _ -> "http";
          case SensorSpec.Python _ -> "python";
        };
    found.add(
        Feature.SENSOR,
        "sensors[" + sensor.name() + "]",
        path,
        UsedValues.none()
            .with("name", sensor.name())
            .with("kind", kind)
            .with("everySeconds", Duration.parse(sensor.every().orElseThrow()).toSeconds()));
  }

  /** What is written about access counts when it says something else than every port has. */
  private void scanPort(PortSpec port, SpecPath path) {
    boolean hasAccess =
        port.access()
            .filter(
                access ->
                    !access.grants().isEmpty() || access.byDefault().equals(Optional.of("allow")))
            .isPresent();
    found.add(
        Feature.OUTPUT_PORT,
        "ports[" + port.name() + "]",
        path,
        UsedValues.none()
            .with("name", port.name())
            .with("table", port.table())
            .with("hasAccess", hasAccess));
  }

  private void scanPlatform() {
    product
        .platform()
        .manifest()
        .ifPresent(_ -> field(Feature.PLATFORM_MANIFEST, "platform", "manifest"));
    product
        .mode()
        .filter(mode -> !mode.equals("simple"))
        .ifPresent(_ -> field(Feature.PRODUCT_MODE, "mode"));
    product
        .capabilities()
        .forEach(
            (type, provider) -> {
              if (!provider.equals(PROVIDERS.get(type))) {
                found.add(
                    Feature.CAPABILITY,
                    "capabilities[" + type + "]",
                    SpecPath.of("capabilities").entry(type),
                    UsedValues.none().with("type", type).with("provider", provider));
              }
            });
  }

  private void scanDefaults() {
    product
        .defaults()
        .backfill()
        .filter(backfill -> !isUsual(backfill))
        .ifPresent(
            backfill ->
                found.add(
                    Feature.BACKFILL_ORDER,
                    "defaults.backfill",
                    SpecPath.of("defaults", "backfill"),
                    valuesOf(backfill)));
  }

  static UsedValues valuesOf(BackfillSpec backfill) {
    return UsedValues.none()
        .with("partitionsPerRun", backfill.maxPartitionsPerRun().orElse(1))
        .with("order", backfill.order().orElse("oldest"));
  }

  /** Whether a range of partitions is run as every product does it. */
  static boolean isUsual(BackfillSpec backfill) {
    return backfill.maxPartitionsPerRun().orElse(1) == 1
        && backfill.order().orElse("oldest").equals("oldest");
  }

  /** Whether every product has this capability: {@code type} or {@code type:name}. */
  static boolean isThereAnyway(String wanted) {
    int colon = wanted.indexOf(':');
    String provider = PROVIDERS.get(colon < 0 ? wanted : wanted.substring(0, colon));
    return provider != null && (colon < 0 || provider.equals(wanted.substring(colon + 1)));
  }

  private void scanPartitions(String name, PartitionSetSpec set) {
    String address = "partitions[" + name + "]";
    SpecPath path = SpecPath.of("partitions").entry(name);
    String kind = set.kind();
    String own = kind.equals("hourly") ? "%Y-%m-%d-%H:%M" : "%Y-%m-%d";
    set.windows()
        .flatMap(PartitionSetSpec.Windows::format)
        .filter(format -> !format.equals(own) && !kind.equals("cron"))
        .ifPresent(
            format ->
                found.add(
                    Feature.PARTITION_KEY_FORMAT,
                    address + "." + kind + ".format",
                    path.field(kind).field("format"),
                    UsedValues.none().with("format", format)));
  }

  private void scanCatalog(String name, CatalogSpec catalog) {
    String address = "catalogs[" + name + "]";
    SpecPath path = SpecPath.of("catalogs").entry(name);
    if (!CATALOG_TYPES.contains(catalog.type())) {
      found.add(
          Feature.CATALOG_TYPE,
          address + ".type",
          path.field("type"),
          UsedValues.none().with("type", catalog.type()));
    }
    if (!catalog.targets().isEmpty() || !catalog.capabilities().isEmpty()) {
      String field = catalog.targets().isEmpty() ? "capabilities" : "targets";
      found.add(
          Feature.CATALOG_CLAIMS,
          address + "." + field,
          path.field(field),
          UsedValues.none()
              .with("targets", catalog.targets())
              .with("capabilities", catalog.capabilities()));
    }
  }

  private void scanResource(String name, ResourceSpec resource) {
    if (!RESOURCE_TYPES.contains(resource.type())) {
      found.add(
          Feature.RESOURCE_TYPE,
          "resources[" + name + "].type",
          SpecPath.of("resources").entry(name).field("type"),
          UsedValues.none().with("name", name).with("type", resource.type()));
    }
  }

  private void scanService(ServiceSpec service, SpecPath path) {
    boolean isElsewhere = service.runsElsewhere();
    String place =
        product.environments().isEmpty() ? "unknown" : isElsewhere ? "elsewhere" : "known";
    found.add(
        Feature.SERVICE,
        "services[" + service.metadata().name() + "]",
        path,
        UsedValues.none().with("name", service.metadata().name()).with("place", place));
  }

  private void scanReplicas(String environment, SortedMap<String, Integer> replicas) {
    if (!replicas.isEmpty()) {
      found.add(
          Feature.SERVICE_REPLICAS,
          "environments[" + environment + "].replicas",
          SpecPath.of("environments").entry(environment).field("replicas"),
          UsedValues.none().with("names", replicas.keySet()));
    }
  }

  private void scanAlert(String name, AlertSpec alert) {
    String address = "alerts[" + name + "]";
    SpecPath path = SpecPath.of("alerts").entry(name);
    String kind = scanAction((ActionSpec) alert.action(), address + ".", path);
    found.add(
        Feature.ALERT,
        address,
        path,
        UsedValues.none().with("name", name).with("action", kind).with("events", alert.events()));
  }

  /** Adds the secrets of an action, and returns its kind. */
  private String scanAction(ActionSpec action, String to, SpecPath at) {
    if (action instanceof ActionSpec.Webhook webhook) {
      found.addSecret(webhook.url(), to + "webhook.url", at.field("webhook").field("url"));
      found.addSecrets(
          webhook.headers(), to + "webhook.headers", at.field("webhook").field("headers"));
    } else if (action instanceof ActionSpec.Slack slack) {
      found.addSecret(slack.url(), to + "slack.url", at.field("slack").field("url"));
    }
    return PlacedAction.kind(action);
  }

  private void scanHook(HookSpec hook, SpecPath path) {
    String address = "hooks[" + hook.name() + "]";
    SpecPath at = path.field("action");
    String kind = scanAction((ActionSpec) hook.action(), address + ".action.", at);
    found.add(
        Feature.HOOK,
        address,
        path,
        UsedValues.none()
            .with("name", hook.name())
            .with("action", kind)
            .with("events", hook.events()));
  }

  private void field(Feature feature, String first, String... more) {
    SpecPath path = SpecPath.of(first, more);
    found.add(feature, path.text(), path);
  }

  private <T> void list(Feature feature, String field, List<T> items, Function<T, String> nameOf) {
    for (int i = 0; i < items.size(); i++) {
      String name = nameOf.apply(items.get(i));
      found.add(
          feature,
          field + "[" + name + "]",
          SpecPath.of(field).at(i),
          UsedValues.none().with("name", name));
    }
  }
}

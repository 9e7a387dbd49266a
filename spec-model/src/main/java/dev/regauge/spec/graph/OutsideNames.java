package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.ActionSpec;
import dev.regauge.spec.model.ExternalSpec;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.ObservabilitySpec.LineageSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.SensorSpec;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.TriggerSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Looks up the names that a product as a whole says: of sensors, alerts, ports, triggers,
 * dimensions, services.
 */
final class OutsideNames {

  private final SpecGraph graph;
  private final ProductSpec product;
  private final LinkFindings findings;
  private final NamePlaces keyPaths;
  private final NameChecks names;
  private final NamePlaces tables;

  OutsideNames(
      SpecGraph graph,
      LinkFindings findings,
      NamePlaces keyPaths,
      NamePlaces tables,
      NameChecks names) {
    this.graph = graph;
    this.product = graph.product();
    this.findings = findings;
    this.keyPaths = keyPaths;
    this.names = names;
    this.tables = tables;
  }

  void check() {
    checkPartitions();
    product.external().forEach(this::checkExternal);
    graph.jobs().forEach(this::checkJob);
    for (int i = 0; i < product.sensors().size(); i++) {
      checkSensor(product.sensors().get(i), SpecPath.of("sensors").at(i));
    }
    checkHooks();
    checkAlerts();
    checkLineage();
    for (int i = 0; i < product.ports().size(); i++) {
      SpecPath at = SpecPath.of("ports").at(i).field("table");
      String user = "port '" + product.ports().get(i).name() + "'";
      among(user, "table", product.ports().get(i).table(), at, tables);
    }
    checkServices();
  }

  private void checkPartitions() {
    product
        .partitions()
        .forEach(
            (name, set) ->
                set.multi()
                    .orElseGet(TreeMap::new)
                    .forEach(
                        (dimension, wanted) -> {
                          SpecPath path = SpecPath.of("partitions").entry(name).field("multi");
                          String user = "partition set '" + name + "'";
                          partitionSet(user, wanted, path.entry(dimension));
                        }));
  }

  private void checkExternal(String name, ExternalSpec external) {
    SpecPath path = SpecPath.of("external").entry(name);
    String user = "external '" + name + "'";
    external.partitions().ifPresent(set -> partitionSet(user, set, path.field("partitions")));
    external
        .catalog()
        .ifPresent(
            catalog ->
                names.known(
                    user,
                    "catalog",
                    catalog,
                    path.field("catalog"),
                    product.catalogs().keySet(),
                    "catalogs"));
  }

  private void checkJob(JobNode job) {
    Optional<JobSpec> spec = job.spec();
    if (spec.isEmpty()) {
      return;
    }
    String user = "job '" + job.name() + "'";
    for (PlacedTrigger trigger : PlacedTrigger.of(job)) {
      checkTrigger(user, trigger.spec(), trigger.path());
    }
    var alerts = spec.get().onFailure().orElse(List.of());
    for (int i = 0; i < alerts.size(); i++) {
      SpecPath at = job.path().field("onFailure").at(i);
      names.known(user, "alert", alerts.get(i), at, product.alerts().keySet(), "alerts");
    }
  }

  private void checkTrigger(String user, TriggerSpec trigger, SpecPath path) {
    trigger
        .sensor()
        .ifPresent(sensor -> among(user, "sensor", sensor, path.field("sensor"), sensors()));
    String target = trigger.target().orElse("");
    SpecPath at = path.field("target");
    switch (trigger.event().orElse("")) {
      case "newLogic" -> among(user, "asset made here", target, at, keyPaths);
      case "dataUpdated" -> {
        if (!keyPaths.has(target)) {
          SortedMap<String, SpecPath> known = new TreeMap<>(keyPaths.byName());
          known.putAll(entries("external", product.external()));
          among(user, "asset", target, at, known);
        }
      }
      case "jobSucceeded", "scheduleSucceeded" -> names.knownJob(user, target, at);
      default -> {} // no event
    }
  }

  private void checkSensor(SensorSpec sensor, SpecPath path) {
    String user = "sensor '" + sensor.name() + "'";
    sensor.adds().ifPresent(set -> partitionSet(user, set, path.field("adds")));
    switch (sensor.source()) {
      case SensorSpec.Table table -> {
        SpecPath at = path.field("table");
        among(user, "table", table.table(), at.field("table"), tables);
        table.resource().ifPresent(name -> resource(user, name, at.field("resource")));
      }
      case SensorSpec.Http http ->
          resource(user, http.resource(), path.field("http").field("resource"));
      case SensorSpec.File _, SensorSpec.Python _ -> {}
    }
  }

  private void checkHooks() {
    for (int i = 0; i < product.hooks().size(); i++) {
      var hook = product.hooks().get(i);
      SpecPath path = SpecPath.of("hooks").at(i);
      String user = "hook '" + hook.name() + "'";
      for (int n = 0; n < hook.assets().size(); n++) {
        among(user, "asset", hook.assets().get(n), path.field("assets").at(n), keyPaths);
      }
      checkAction(user, (ActionSpec) hook.action(), path.field("action"));
    }
  }

  private void checkAlerts() {
    product
        .alerts()
        .forEach(
            (name, alert) -> {
              SpecPath path = SpecPath.of("alerts").entry(name);
              String user = "alert '" + name + "'";
              for (int i = 0; i < alert.select().size(); i++) {
                boolean isAll = alert.select().get(i).equals("*");
                if (!isAll) {
                  names.selects(user, alert.select().get(i), path.field("select").at(i));
                }
              }
              checkAction(user, (ActionSpec) alert.action(), path);
            });
    product
        .environments()
        .forEach(
            (name, environment) -> {
              SpecPath path = SpecPath.of("environments").entry(name).field("alerts");
              for (String alert : environment.alerts().keySet()) {
                names.known(
                    "environment '" + name + "'",
                    "alert",
                    alert,
                    path.entry(alert),
                    product.alerts().keySet(),
                    "alerts");
              }
            });
  }

  private void checkAction(String user, ActionSpec action, SpecPath path) {
    Carriers.namedBy(action)
        .ifPresent(
            name -> resource(user, name, path.field(PlacedAction.kind(action)).field("resource")));
  }

  private void checkLineage() {
    SpecPath path = SpecPath.of("observability").field("lineage").field("resource");
    product
        .observability()
        .lineage()
        .flatMap(LineageSpec::resource)
        .ifPresent(name -> resource("lineage", name, path));
  }

  /** A product that includes no service has them from its platform, which is not read here. */
  private void checkServices() {
    SortedMap<String, SpecPath> services = new TreeMap<>();
    for (int i = 0; i < product.services().size(); i++) {
      SpecPath at = SpecPath.of("services").at(i).field("metadata").field("name");
      services.putIfAbsent(product.services().get(i).metadata().name(), at);
    }
    if (services.isEmpty()) {
      return;
    }
    for (int i = 0; i < product.services().size(); i++) {
      ServiceSpec service = product.services().get(i);
      String user = "service '" + service.metadata().name() + "'";
      for (int n = 0; n < service.dependsOn().size(); n++) {
        SpecPath at = SpecPath.of("services").at(i).field("dependsOn").at(n);
        among(user, "service", service.dependsOn().get(n), at, services);
      }
    }
    product
        .environments()
        .forEach(
            (name, environment) -> {
              SpecPath path = SpecPath.of("environments").entry(name).field("replicas");
              for (String service : environment.replicas().keySet()) {
                among(
                    "environment '" + name + "'",
                    "service",
                    service,
                    path.entry(service),
                    services);
              }
            });
  }

  private void partitionSet(String user, String set, SpecPath at) {
    names.known(user, "partition set", set, at, product.partitions().keySet(), "partitions");
  }

  private void resource(String user, String name, SpecPath at) {
    names.known(user, "resource", name, at, product.resources().keySet(), "resources");
  }

  private void among(String user, String what, String wanted, SpecPath at, NamePlaces known) {
    if (!known.has(wanted)) {
      findings.unknownName(user, what, wanted, at, known.byName());
    }
  }

  private void among(
      String user, String what, String wanted, SpecPath at, SortedMap<String, SpecPath> known) {
    if (!known.containsKey(wanted)) {
      findings.unknownName(user, what, wanted, at, known);
    }
  }

  private SortedMap<String, SpecPath> sensors() {
    SortedMap<String, SpecPath> sensors = new TreeMap<>();
    for (int i = 0; i < product.sensors().size(); i++) {
      SpecPath at = SpecPath.of("sensors").at(i).field("name");
      sensors.putIfAbsent(product.sensors().get(i).name(), at);
    }
    return sensors;
  }

  private static SortedMap<String, SpecPath> entries(String field, SortedMap<String, ?> entries) {
    SortedMap<String, SpecPath> paths = new TreeMap<>();
    entries.keySet().forEach(name -> paths.put(name, SpecPath.of(field).entry(name)));
    return paths;
  }
}

package dev.regauge.spec.plan;

import dev.regauge.spec.graph.Carriers;
import dev.regauge.spec.graph.KeptContracts;
import dev.regauge.spec.graph.Selector;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ActionSpec;
import dev.regauge.spec.model.AlertSpec;
import dev.regauge.spec.model.HookSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.SensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Plans what a product has to do with others: external things, sensors, hooks, alerts, gates. */
final class OutsidePlanning {

  private final SpecGraph graph;
  private final ProductSpec product;

  OutsidePlanning(SpecGraph graph) {
    this.graph = graph;
    this.product = graph.product();
  }

  SortedMap<String, ExternalPlan> external() {
    SortedMap<String, ExternalPlan> plans = new TreeMap<>();
    product
        .external()
        .forEach(
            (key, spec) ->
                plans.put(
                    key,
                    new ExternalPlan(
                        key,
                        spec.port()
                            .map(
                                port ->
                                    new ExternalPlan.Port(
                                        port.domain(),
                                        port.product(),
                                        port.port(),
                                        port.contract())),
                        spec.table(),
                        spec.catalog(),
                        spec.partitions(),
                        spec.freshness().map(Durations::seconds),
                        contract(key),
                        spec.signals())));
    return plans;
  }

  private Optional<ExternalPlan.Contract> contract(String external) {
    KeptContracts contracts = graph.contracts();
    return contracts
        .of(external)
        .map(
            contract ->
                new ExternalPlan.Contract(
                    contracts.file(external),
                    contract.id(),
                    contract.version(),
                    contracts.enforcement(external),
                    contracts.tableOf(external).stream()
                        .flatMap(table -> table.columns().stream())
                        .map(
                            column ->
                                new ExternalPlan.PromisedColumn(column.called(), column.types()))
                        .toList()));
  }

  SortedMap<String, SensorPlan> sensors() {
    SortedMap<String, SensorPlan> plans = new TreeMap<>();
    for (SensorSpec spec : product.sensors()) {
      plans.put(
          spec.name(),
          new SensorPlan(
              spec.name(),
              spec.adds(),
              Durations.seconds(spec.every().orElseThrow()),
              spec.enabled().orElse(true),
              source(spec.source())));
    }
    return plans;
  }

  private static SensorPlan.Source source(SensorSpec.SourceSpec spec) {
    return switch (spec) {
      case SensorSpec.File file -> new SensorPlan.File(file.path(), file.pattern().orElse("*"));
      case SensorSpec.Table table ->
          new SensorPlan.Table(table.table(), table.resource(), table.where());
      case SensorSpec.Http http ->
          new SensorPlan.Http(http.resource(), http.path(), http.cursorPath());
      case SensorSpec.Python python -> new SensorPlan.Python(python.entrypoint());
    };
  }

  SortedMap<String, HookPlan> hooks() {
    SortedMap<String, HookPlan> plans = new TreeMap<>();
    for (HookSpec spec : product.hooks()) {
      plans.put(
          spec.name(),
          new HookPlan(
              spec.name(),
              RunPlanning.sorted(spec.events()),
              RunPlanning.sorted(spec.assets()),
              spec.tags(),
              spec.priority().orElseThrow(),
              spec.failurePolicy().orElseThrow(),
              Durations.seconds(spec.timeout().orElseThrow()),
              action((ActionSpec) spec.action())));
    }
    return plans;
  }

  SortedMap<String, AlertPlan> alerts() {
    SortedMap<String, AlertPlan> plans = new TreeMap<>();
    product
        .alerts()
        .forEach(
            (name, spec) ->
                plans.put(
                    name,
                    new AlertPlan(
                        name,
                        RunPlanning.sorted(spec.events()),
                        subjects(spec),
                        spec.owner(),
                        action((ActionSpec) spec.action()))));
    return plans;
  }

  /** Assets, and what is made elsewhere and may not grow old where an alert is about all. */
  private List<String> subjects(AlertSpec spec) {
    Stream<String> watched =
        product.external().entrySet().stream()
            .filter(_ -> spec.select().isEmpty())
            .filter(external -> external.getValue().freshness().isPresent())
            .map(Map.Entry::getKey);
    return Stream.concat(
            Selector.select(graph, spec.select().stream().map(Selector::new).toList()).stream(),
            watched)
        .toList();
  }

  private ActionPlan action(ActionSpec spec) {
    return switch (spec) {
      case ActionSpec.Webhook webhook -> new ActionPlan.Webhook(webhook.url(), webhook.headers());
      case ActionSpec.Slack slack -> new ActionPlan.Slack(slack.url());
      case ActionSpec.Kafka kafka -> new ActionPlan.Kafka(carrier(spec), kafka.topic());
      case ActionSpec.Nats nats -> new ActionPlan.Nats(carrier(spec), nats.subject());
      case ActionSpec.Command command -> new ActionPlan.Command(command.argv());
      case ActionSpec.Python python -> new ActionPlan.Python(python.entrypoint());
      case ActionSpec.Email email ->
          new ActionPlan.Email(RunPlanning.sorted(email.to()), carrier(spec));
    };
  }

  /** A rule refuses an action that none carries. */
  private String carrier(ActionSpec action) {
    return Carriers.of(action, product).orElse("");
  }

  Optional<QualityGatePlan> qualityGate() {
    return product
        .qualityGate()
        .map(
            spec ->
                new QualityGatePlan(
                    spec.tier().orElseThrow(),
                    spec.minTestCoverage().orElseThrow(),
                    RunPlanning.sorted(spec.requiredTests().orElseThrow()),
                    spec.minScore().orElseThrow(),
                    spec.warnScore(),
                    spec.action().orElseThrow()));
  }

  Optional<LineagePlan> lineage() {
    return product
        .observability()
        .lineage()
        .map(
            spec ->
                new LineagePlan(
                    spec.enabled().orElseThrow(),
                    spec.transport().orElseThrow(),
                    spec.endpoint(),
                    spec.topic()
                        .flatMap(
                            _ ->
                                spec.resource()
                                    .or(() -> Carriers.only(product, Carriers.DATA_BUS))),
                    spec.topic(),
                    spec.namespace().orElseThrow(),
                    spec.producer(),
                    spec.kafkaHeaders().orElseThrow(),
                    spec.columnLineage().orElseThrow(),
                    RunPlanning.sorted(spec.facets().orElseThrow())));
  }

  Optional<TelemetryPlan> telemetry() {
    return product
        .observability()
        .telemetry()
        .map(
            spec ->
                new TelemetryPlan(
                    spec.otlpEndpoint(),
                    spec.metricsPrefix().orElseThrow(),
                    spec.pushgateway(),
                    spec.alerts().orElseThrow(),
                    spec.dashboards().orElseThrow(),
                    TelemetryMetric.table(spec.metricsPrefix().orElseThrow())));
  }
}

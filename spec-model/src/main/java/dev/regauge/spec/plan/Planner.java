package dev.regauge.spec.plan;

import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.EnvironmentSpec;
import dev.regauge.spec.model.EnvironmentSpec.ImagePinSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns a linked product into what runs, after what, when, with which waits and gates.
 *
 * <p>Pure. Expects a graph without errors; what a field means when it is absent was decided by the
 * resolver.
 */
public final class Planner {

  /** The catalog of a product that declares none (semantics 27). */
  static final String EMBEDDED = "embedded";

  /** Returns the plan of a sound graph. */
  public ExecutionPlan plan(SpecGraph graph) {
    ProductSpec product = graph.product();
    ProductPlan productPlan = product(product);
    Names names = new Names(productPlan);
    SortedMap<String, CatalogPlan> catalogs = catalogs(product);
    TablePlanning tables = new TablePlanning(graph, catalogs);
    AssetPlanning assets = new AssetPlanning(graph, tables);
    List<AssetPlan> assetPlans = graph.assets().stream().map(assets::plan).toList();
    OutsidePlanning outside = new OutsidePlanning(graph);
    JobPlanning jobs = new JobPlanning(graph, new PackPlanning(graph, assetPlans));
    return new ExecutionPlan(
        ExecutionPlan.CURRENT_VERSION,
        productPlan,
        new CodePlan(
            product.code().paths().stream().sorted().distinct().toList(),
            product.code().python().orElse(">=3.11"),
            product.code().lock(),
            product.code().image().map(RunPlanning::image)),
        catalogs,
        resources(product),
        SecretStorePlanning.plan(product.secretStores()),
        partitionSets(product),
        tables(graph, tables),
        params(product),
        pools(product, names),
        assetPlans,
        graph.jobs().stream().map(jobs::plan).toList(),
        environments(product, names, graph.jobs()),
        product.capabilities(),
        outside.external(),
        outside.sensors(),
        outside.hooks(),
        outside.alerts(),
        outside.qualityGate(),
        outside.lineage(),
        outside.telemetry(),
        PortPlanning.plan(product.ports()));
  }

  private static ProductPlan product(ProductSpec product) {
    String domain = product.metadata().domain().orElse("default");
    String name = product.metadata().name();
    return new ProductPlan(
        name,
        Names.identifier(name),
        Names.identifier(domain) + "_" + Names.identifier(name),
        product.metadata().version().orElse("0.1.0"),
        domain,
        product.metadata().owner().orElse(""),
        product.metadata().description().orElse(""),
        product.metadata().labels());
  }

  private static SortedMap<String, CatalogPlan> catalogs(ProductSpec product) {
    SortedMap<String, CatalogPlan> plans = new TreeMap<>();
    boolean isOnly = product.catalogs().size() == 1;
    product
        .catalogs()
        .forEach(
            (name, spec) -> {
              SortedMap<String, Value> settings = new TreeMap<>(spec.properties());
              spec.uri().ifPresent(value -> settings.put("uri", value));
              spec.warehouse().ifPresent(value -> settings.put("warehouse", value));
              spec.credential().ifPresent(value -> settings.put("credential", value));
              if (spec.type().equals("polaris") && spec.credential().isPresent()) {
                // Without a role a token is for nothing; the usual scope of others is no role.
                settings.putIfAbsent("scope", new Value.Text("PRINCIPAL_ROLE:ALL"));
              }
              plans.put(
                  name,
                  new CatalogPlan(
                      name,
                      spec.type(),
                      isOnly || spec.isDefault().orElse(false),
                      settings,
                      RunPlanning.sorted(spec.targets()),
                      RunPlanning.sorted(spec.capabilities())));
            });
    if (plans.isEmpty()) {
      plans.put(
          "local", new CatalogPlan("local", EMBEDDED, true, new TreeMap<>(), List.of(), List.of()));
    }
    return plans;
  }

  private static SortedMap<String, ResourcePlan> resources(ProductSpec product) {
    SortedMap<String, ResourcePlan> plans = new TreeMap<>();
    product
        .resources()
        .forEach(
            (name, spec) ->
                plans.put(
                    name,
                    new ResourcePlan(
                        name,
                        spec.type(),
                        spec.factory(),
                        spec.config(),
                        spec.scope().orElse("internal"))));
    return plans;
  }

  private static SortedMap<String, PartitionSetPlan> partitionSets(ProductSpec product) {
    SortedMap<String, PartitionSetPlan> plans = new TreeMap<>();
    PartitionPlanning sets = new PartitionPlanning(product.defaults().timezone().orElse("UTC"));
    product.partitions().forEach((name, spec) -> plans.put(name, sets.plan(name, spec)));
    return plans;
  }

  private static SortedMap<String, TablePlan> tables(SpecGraph graph, TablePlanning tables) {
    SortedMap<String, TablePlan> plans = new TreeMap<>();
    graph
        .product()
        .external()
        .values()
        .forEach(
            spec -> spec.table().ifPresent(table -> plans.put(table, tables.outside(table, spec))));
    graph.product().tables().forEach(spec -> plans.put(spec.name(), tables.declared(spec)));
    for (AssetNode asset : graph.assets()) {
      asset.outputs().forEach(output -> plans.put(output.table(), tables.written(asset, output)));
    }
    return plans;
  }

  private static SortedMap<String, ParamPlan> params(ProductSpec product) {
    SortedMap<String, ParamPlan> plans = new TreeMap<>();
    product
        .params()
        .forEach(
            (name, spec) ->
                plans.put(
                    name,
                    new ParamPlan(
                        name,
                        spec.type(),
                        spec.defaultValue(),
                        spec.required().orElse(false),
                        ValueOrder.sorted(spec.values()),
                        spec.description().filter(text -> !text.isEmpty()))));
    return plans;
  }

  private static SortedMap<String, PoolPlan> pools(ProductSpec product, Names names) {
    SortedMap<String, PoolPlan> plans = new TreeMap<>();
    product
        .pools()
        .forEach(
            (name, spec) -> {
              boolean isShared = spec.shared().orElse(false);
              plans.put(
                  name,
                  new PoolPlan(name, isShared ? name : names.global(name), spec.slots(), isShared));
            });
    return plans;
  }

  private static SortedMap<String, EnvironmentPlan> environments(
      ProductSpec product, Names names, List<JobNode> jobs) {
    SortedMap<String, EnvironmentPlan> plans = new TreeMap<>();
    product
        .environments()
        .forEach(
            (name, spec) ->
                plans.put(name, environment(name, spec, names, jobs, product.services())));
    return plans;
  }

  private static EnvironmentPlan environment(
      String name,
      EnvironmentSpec spec,
      Names names,
      List<JobNode> jobs,
      List<ServiceSpec> services) {
    SortedMap<String, Boolean> enabled = new TreeMap<>();
    List<String> known = new ArrayList<>(jobs.stream().map(JobNode::name).toList());
    spec.jobs()
        .forEach(
            (job, toggle) ->
                toggle
                    .enabled()
                    .filter(on -> known.contains(job))
                    .ifPresent(on -> enabled.put(job, on)));
    SortedMap<String, String> owners = new TreeMap<>();
    spec.alerts().forEach((alert, owner) -> owner.owner().ifPresent(who -> owners.put(alert, who)));
    Optional<ImagePinSpec> image = spec.image();
    String namespace = spec.namespace().orElse(names.namespace());
    return new EnvironmentPlan(
        name,
        namespace,
        spec.values(),
        image.flatMap(ImagePinSpec::tag),
        image.flatMap(ImagePinSpec::digest),
        enabled,
        spec.pools(),
        spec.replicas(),
        owners,
        ServiceAddresses.in(namespace, spec.values(), services));
  }
}

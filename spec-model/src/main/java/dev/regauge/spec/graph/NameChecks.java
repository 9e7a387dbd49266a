package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.AssetSpec;
import dev.regauge.spec.model.CheckSpec;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.RunSpec;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Looks up every name that is not an edge: resources, pools, partition sets, catalogs, params,
 * jobs, selections.
 */
final class NameChecks {

  private final SpecGraph graph;
  private final ProductSpec product;
  private final LinkFindings findings;
  private final NamePlaces keyPaths;
  private final NamePlaces tables;
  private final NamePlaces jobs = new NamePlaces();

  NameChecks(SpecGraph graph, LinkFindings findings, NamePlaces keyPaths, NamePlaces tables) {
    this.tables = tables;
    this.graph = graph;
    this.product = graph.product();
    this.findings = findings;
    this.keyPaths = keyPaths;
    for (JobNode job : graph.jobs()) {
      jobs.declare(job.name(), job.path().field(job.spec().isPresent() ? "name" : "key"));
    }
  }

  void check() {
    for (AssetNode node : graph.writtenAssets()) {
      assetNames(node);
    }
    for (int i = 0; i < product.jobs().size(); i++) {
      jobNames(product.jobs().get(i), SpecPath.of("jobs").at(i));
    }
    product
        .environments()
        .forEach(
            (name, environment) -> {
              SpecPath path = SpecPath.of("environments").entry(name);
              String user = "environment '" + name + "'";
              environment
                  .pools()
                  .keySet()
                  .forEach(
                      pool ->
                          known(
                              user,
                              "pool",
                              pool,
                              path.field("pools").entry(pool),
                              product.pools().keySet(),
                              "pools"));
              environment
                  .jobs()
                  .keySet()
                  .forEach(job -> knownJob(user, job, path.field("jobs").entry(job)));
            });
    new OutsideNames(graph, findings, keyPaths, tables, this).check();
    product
        .defaults()
        .pool()
        .ifPresent(
            use ->
                known(
                    "'defaults'",
                    "pool",
                    use.name(),
                    SpecPath.of("defaults", "pool", "name"),
                    product.pools().keySet(),
                    "pools"));
  }

  /** The tables that checks compare with, and that upkeep is for. */
  private void tableNames(AssetNode node, String user) {
    List<CheckSpec> checks = node.spec().checks();
    for (int i = 0; i < checks.size(); i++) {
      SpecPath check = node.path().field("checks").at(i);
      ComparedTable.of(checks.get(i).test(), check)
          .ifPresent(compared -> knownTable(user, compared.table(), compared.at()));
    }
    if (node.spec().run() instanceof RunSpec.Maintain upkeep) {
      SpecPath list = node.path().field("run").field("maintain").field("tables");
      for (int i = 0; i < upkeep.tables().size(); i++) {
        String table = upkeep.tables().get(i);
        if (!table.equals("*") && !tables.has(table)) {
          findings.unknownName(user, "table", table, list.at(i), tables.byName());
        }
      }
    }
  }

  private void knownTable(String user, String table, SpecPath at) {
    if (!tables.has(table)) {
      findings.unknownName(user, "table", table, at, tables.byName());
    }
  }

  private void assetNames(AssetNode node) {
    AssetSpec asset = node.spec();
    String user = "asset '" + asset.key() + "'";
    SpecPath path = node.path();
    asset
        .partitions()
        .ifPresent(
            set ->
                known(
                    user,
                    "partition set",
                    set,
                    path.field("partitions"),
                    product.partitions().keySet(),
                    "partitions"));
    asset
        .pool()
        .filter(use -> !use.equals(product.defaults().pool().orElse(null)))
        .ifPresent(
            use ->
                known(
                    user,
                    "pool",
                    use.name(),
                    path.field("pool").field("name"),
                    product.pools().keySet(),
                    "pools"));
    for (int i = 0; i < asset.resources().size(); i++) {
      known(
          user,
          "resource",
          asset.resources().get(i),
          path.field("resources").at(i),
          product.resources().keySet(),
          "resources");
    }
    tableNames(node, user);
    if (asset.run() instanceof RunSpec.Sql sql) {
      sql.engine()
          .ifPresent(
              engine ->
                  known(
                      user,
                      "resource",
                      engine,
                      path.field("run").field("sql").field("engine"),
                      product.resources().keySet(),
                      "resources"));
    }
    if (asset.run() instanceof RunSpec.Dbt dbt) {
      dbt.resource()
          .ifPresent(
              warehouse ->
                  known(
                      user,
                      "resource",
                      warehouse,
                      path.field("run").field("dbt").field("resource"),
                      product.resources().keySet(),
                      "resources"));
    }
    if (asset.run() instanceof RunSpec.Semantic semantic) {
      semantic
          .layer()
          .ifPresent(
              layer ->
                  known(
                      user,
                      "resource",
                      layer,
                      path.field("run").field("semantic").field("layer"),
                      product.resources().keySet(),
                      "resources"));
    }
    for (AssetNode.Output output : node.outputs()) {
      output
          .spec()
          .catalog()
          .ifPresent(
              catalog -> {
                SortedMap<String, SpecPath> stores =
                    declared("catalogs", product.catalogs().keySet());
                stores.putAll(declared("resources", product.resources().keySet()));
                if (!catalog.equals("local") && !stores.containsKey(catalog)) {
                  findings.unknownName(
                      user, "catalog", catalog, output.path().field("catalog"), stores);
                }
              });
    }
  }

  private void jobNames(JobSpec job, SpecPath path) {
    // The selection of an asset's own job is made of the asset's key.
    int selectors = job.ofAsset().isPresent() ? 0 : job.select().size();
    for (int i = 0; i < selectors; i++) {
      selects("job '" + job.name() + "'", job.select().get(i), path.field("select").at(i));
    }
    String user = "job '" + job.name() + "'";
    job.params()
        .keySet()
        .forEach(
            param ->
                known(
                    user,
                    "param",
                    param,
                    path.field("params").entry(param),
                    product.params().keySet(),
                    "params"));
  }

  /** Looks at one selector of a job or an alert. */
  void selects(String user, String text, SpecPath at) {
    Selector selector = new Selector(text);
    Optional<String> problem = selector.problem();
    if (problem.isPresent()) {
      findings.wrongSelector(user, text, problem.get(), at);
    } else if (selector.in(graph).isEmpty()) {
      findings.nothingSelected(user, text, at, selector.key(), keyPaths.byName());
    }
  }

  void knownJob(String user, String wanted, SpecPath at) {
    if (!jobs.has(wanted)) {
      findings.unknownName(user, "job", wanted, at, jobs.byName());
    }
  }

  void known(
      String user,
      String what,
      String wanted,
      SpecPath at,
      Collection<String> names,
      String section) {
    if (!names.contains(wanted)) {
      findings.unknownName(user, what, wanted, at, declared(section, names));
    }
  }

  private static SortedMap<String, SpecPath> declared(String section, Collection<String> names) {
    SortedMap<String, SpecPath> paths = new TreeMap<>();
    names.forEach(name -> paths.put(name, SpecPath.of(section).entry(name)));
    return paths;
  }
}

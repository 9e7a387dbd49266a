package dev.regauge.engine.contract;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.engine.PrettyYaml;
import dev.regauge.engine.contract.DataContract.Custom;
import dev.regauge.engine.contract.DataContract.Description;
import dev.regauge.engine.contract.DataContract.Member;
import dev.regauge.engine.contract.DataContract.Role;
import dev.regauge.engine.contract.DataContract.Server;
import dev.regauge.engine.contract.DataContract.Table;
import dev.regauge.engine.contract.DataContract.Team;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.CatalogPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PartitionSetPlan;
import dev.regauge.spec.plan.PortPlan;
import dev.regauge.spec.plan.ResourcePlan;
import dev.regauge.spec.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Makes a data contract of each output port. */
public final class PortContracts {

  /** The newest version of the standard that is approved; a reader of a later 3.x takes it too. */
  private static final String STANDARD = "v3.1.0";

  private final ExecutionPlan plan;

  private PortContracts(ExecutionPlan plan) {
    this.plan = plan;
  }

  /** Returns a file such as {@code contracts/orders.odcs.yaml} for each port. */
  public static List<BundleFile> of(ExecutionPlan plan) {
    PortContracts contracts = new PortContracts(plan);
    List<BundleFile> files = new ArrayList<>();
    for (PortPlan port : plan.ports().values()) {
      TablePlan table = plan.tables().get(port.table());
      if (table != null) {
        files.add(
            BundleFile.text(
                "contracts/" + port.name() + ".odcs.yaml",
                PrettyYaml.text(plan.product().name(), contracts.of(port, table)),
                List.of("ports[" + port.name() + "]")));
      }
    }
    return List.copyOf(files);
  }

  private DataContract of(PortPlan port, TablePlan table) {
    Optional<AssetPlan> producer =
        table
            .producer()
            .flatMap(
                key -> plan.assets().stream().filter(asset -> asset.key().equals(key)).findFirst());
    return new DataContract(
        STANDARD,
        "DataContract",
        "urn:" + plan.product().domain() + ":" + plan.product().name() + ":" + port.name(),
        port.name(),
        port.contract().map(PortPlan.Terms::version).orElse(plan.product().version()),
        port.contract().map(PortPlan.Terms::status).orElse("draft"),
        plan.product().domain(),
        tags(plan.product().labels()),
        Optional.of(plan.product().description())
            .filter(text -> !text.isEmpty())
            .map(Description::new),
        List.of(server(table)),
        List.of(table(table, producer)),
        team(producer),
        roles(port),
        ServiceLevels.of(port, table, producer, plan.jobs()),
        List.of(new Custom("dataProduct", plan.product().name())));
  }

  private static List<String> tags(SortedMap<String, String> named) {
    return named.entrySet().stream().map(tag -> tag.getKey() + ":" + tag.getValue()).toList();
  }

  /** Where the table's store is differs by environment, so that only references are said. */
  private Server server(TablePlan table) {
    boolean isCatalog = table.storeKind().equals("catalog");
    Optional<String> name = Optional.of(table.store());
    List<Custom> custom = new ArrayList<>();
    CatalogPlan catalog = plan.catalogs().get(table.store());
    ResourcePlan resource = plan.resources().get(table.store());
    if (isCatalog && catalog != null) {
      custom.add(new Custom("catalogType", catalog.type()));
      custom.addAll(references(catalog.settings()));
    } else if (resource != null) {
      custom.add(new Custom("resourceType", resource.type()));
      custom.addAll(references(resource.config()));
    }
    return new Server(
        table.store(),
        "custom",
        name.filter(_ -> isCatalog),
        name.filter(_ -> !isCatalog),
        table.name().substring(0, table.name().lastIndexOf('.')),
        custom);
  }

  private static List<Custom> references(Map<String, Value> settings) {
    List<Custom> references = new ArrayList<>();
    settings.forEach(
        (name, value) -> {
          switch (value) {
            case Value.EnvironmentRef(String env) ->
                references.add(new Custom(name, "${" + env + "}"));
            case Value.ServiceRef(String service) ->
                references.add(new Custom(name, Map.of("service", service)));
            // A literal may be a host, and a secret is nobody else's.
            case Value.Text _,
                Value.Number _,
                Value.Bool _,
                Value.Nothing _,
                Value.Sequence _,
                Value.Mapping _,
                Value.SecretRef _ -> {}
          }
        });
    return references;
  }

  private Table table(TablePlan table, Optional<AssetPlan> producer) {
    Optional<PartitionSetPlan> slices =
        producer
            .flatMap(AssetPlan::partitionSet)
            .flatMap(name -> Optional.ofNullable(plan.partitionSets().get(name)));
    Columns columns = new Columns(table, slices, plan.partitionSets());
    QualityRules.Rules rules =
        QualityRules.of(
            producer
                .map(asset -> CheckedTables.checksOf(asset, table.name(), plan.tables()))
                .orElse(List.of()),
            columns::has);
    return new Table(
        table.name().substring(table.name().lastIndexOf('.') + 1),
        table.name(),
        "table",
        "object",
        table.description(),
        slices.map(set -> "slices of the partition set " + set.name()),
        producer.map(asset -> tags(asset.tags())).orElse(List.of()),
        columns.with(rules.columns()),
        rules.table());
  }

  /** Whose the product is, and those to whom the asset belongs. */
  private Optional<Team> team(Optional<AssetPlan> producer) {
    List<String> owners = producer.map(AssetPlan::owners).orElse(List.of());
    String owner = plan.product().owner();
    if (owner.isEmpty() && owners.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Team(
            owner.isEmpty() ? plan.product().name() : owner,
            owners.stream().map(name -> new Member(name, "owner")).toList()));
  }

  private static List<Role> roles(PortPlan port) {
    List<Role> roles = new ArrayList<>();
    if (port.access().equals("allow")) {
      roles.add(new Role("everyone", "read"));
    }
    port.grants()
        .forEach(
            grant ->
                roles.add(
                    new Role(
                        grant.domain() + grant.product().map(name -> "/" + name).orElse(""),
                        grant.access())));
    return roles;
  }
}

package dev.regauge.services;

import dev.regauge.adapters.spi.Content;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetEdges;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.EnvironmentSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A product's services in one environment, in the order in which they start.
 *
 * @param environment whose values and replicas count; without one every value stays a reference
 * @param values what {@code {env: NAME}} is there
 * @param replicas how many of a service the environment has
 * @param files the texts and bytes that services are given, by their path below the product root
 * @param graph the product that they belong to
 */
public record Platform(
    String product,
    String namespace,
    Optional<String> environment,
    SortedMap<String, String> values,
    SortedMap<String, Integer> replicas,
    List<Placed> services,
    SortedMap<String, Content> files,
    SpecGraph graph) {

  /** A service, and where it is written. */
  public record Placed(ServiceSpec spec, SpecPath at) {

    /** Returns the name by which everything calls it. */
    public String name() {
      return spec.metadata().name();
    }

    /** Whether it runs elsewhere. */
    public boolean isExternal() {
      return spec.runsElsewhere();
    }

    /** Whether each of its replicas has a name and disks of its own. */
    public boolean isStateful() {
      return spec.workload().filter("statefulset"::equals).isPresent();
    }
  }

  /** Returns the services of a sound product. */
  public static Platform of(
      SpecGraph graph, Optional<String> environment, SortedMap<String, Content> files) {
    ProductSpec product = graph.product();
    Optional<EnvironmentSpec> chosen = environment.map(product.environments()::get);
    String domain = product.metadata().domain().orElse("default");
    String name = product.metadata().name();
    return new Platform(
        name,
        chosen.flatMap(EnvironmentSpec::namespace).orElse(domain + "-" + name),
        environment,
        chosen.map(EnvironmentSpec::values).orElseGet(TreeMap::new),
        chosen.map(EnvironmentSpec::replicas).orElseGet(TreeMap::new),
        inOrder(product.services()),
        files,
        graph);
  }

  /** Returns the places of its values. */
  public Locator locator() {
    return graph.locator();
  }

  /**
   * Returns the environments that it could have, each with the same services; none when it has one.
   */
  public List<Platform> environments() {
    return environment.isPresent()
        ? List.of()
        : graph.product().environments().keySet().stream()
            .sorted()
            .map(name -> of(graph, Optional.of(name), files))
            .toList();
  }

  private static List<Placed> inOrder(List<ServiceSpec> services) {
    SortedMap<String, List<String>> needs = new TreeMap<>();
    Map<String, Placed> byName = new LinkedHashMap<>();
    for (int i = 0; i < services.size(); i++) {
      ServiceSpec service = services.get(i);
      Placed placed = new Placed(service, SpecPath.of("services").at(i));
      needs.put(placed.name(), service.dependsOn());
      byName.put(placed.name(), placed);
    }
    List<Placed> ordered = new ArrayList<>();
    for (String name : AssetEdges.of(needs).order()) {
      Placed placed = byName.get(name);
      if (placed != null) {
        ordered.add(placed);
      }
    }
    return ordered;
  }

  /** Returns the service of that name; rules have made sure that there is one. */
  public Placed service(String name) {
    return services.stream()
        .filter(service -> service.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no service " + name));
  }

  /** Returns the services that this one calls: those that it waits for or names in a variable. */
  public SortedSet<String> calledBy(Placed service) {
    SortedSet<String> called = new TreeSet<>(service.spec().dependsOn());
    for (Value value : service.spec().env().values()) {
      if (value instanceof Value.ServiceRef(String name)) {
        called.add(name);
      }
    }
    called.remove(service.name());
    return called;
  }

  /** Returns how many of a service run at least; an environment's word comes first. */
  public int replicas(Placed service) {
    Integer chosen = replicas.get(service.name());
    return chosen == null
        ? service.spec().replicas().flatMap(ServiceSpec.ReplicasSpec::min).orElse(1)
        : chosen;
  }

  /** Returns how many of a service run at most. */
  public int mostReplicas(Placed service) {
    int most = service.spec().replicas().flatMap(ServiceSpec.ReplicasSpec::max).orElse(1);
    return Math.max(most, replicas(service));
  }

  /** Whether load decides how many of a service run; one that is switched off has no load. */
  public boolean isScaled(Placed service) {
    return mostReplicas(service) > Math.max(1, replicas(service));
  }
}

package dev.regauge.services.topology;

import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.Carriers;
import dev.regauge.spec.graph.PlacedMessage;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.ResourceSpec;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.TopicSpec;
import dev.regauge.spec.model.TopicSpec.ConsumerSpec;
import dev.regauge.spec.model.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What runs for a product, and how it hangs together; everything by name.
 *
 * @param topics those that are included, and those that the product writes to without including
 *     them
 */
record Topology(
    String product, List<Program> services, SortedMap<String, Topic> topics, List<Place> places) {

  /** The planes, in the order in which data meets them. */
  static final List<String> PLANES =
      List.of("control", "ingestion", "storage", "compute", "relational");

  /**
   * A service.
   *
   * @param after what must be well before it starts
   * @param calls whose address it is given
   */
  record Program(ServiceSpec spec, SortedSet<String> after, SortedSet<String> calls) {
    String name() {
      return spec.metadata().name();
    }
  }

  /** A topic, and who is at its two ends. */
  record Topic(
      String bus,
      Optional<TopicSpec> declared,
      SortedSet<String> writers,
      SortedSet<String> readers) {}

  /**
   * A resource.
   *
   * @param services whose addresses its settings name
   * @param assets whose steps are given it, or run their SQL in it
   */
  record Place(
      String name, ResourceSpec spec, SortedSet<String> services, SortedSet<String> assets) {
    boolean isEdge() {
      return spec.scope().filter("edge"::equals).isPresent();
    }
  }

  static Topology of(SpecGraph graph) {
    ProductSpec product = graph.product();
    return new Topology(
        product.metadata().name(),
        product.services().stream()
            .map(Topology::program)
            .sorted(Comparator.comparing(Program::name))
            .toList(),
        topics(product),
        product.resources().entrySet().stream()
            .map(one -> place(graph, one.getKey(), one.getValue()))
            .sorted(Comparator.comparing(Place::name))
            .toList());
  }

  /** Returns the services of a plane. */
  List<Program> of(String plane) {
    return services.stream().filter(one -> one.spec().plane().equals(plane)).toList();
  }

  /** Returns those at the ends of topics that are no included service and not the product. */
  SortedSet<String> outside() {
    SortedSet<String> names = new TreeSet<>();
    for (Topic topic : topics.values()) {
      names.addAll(topic.writers());
      names.addAll(topic.readers());
    }
    for (Place place : places) {
      names.addAll(place.services());
    }
    services.forEach(one -> names.addAll(one.calls()));
    services.forEach(one -> names.remove(one.name()));
    names.remove(product);
    return names;
  }

  private static Program program(ServiceSpec spec) {
    SortedSet<String> calls = new TreeSet<>();
    spec.env().values().forEach(value -> services(value, calls));
    calls.remove(spec.metadata().name());
    return new Program(spec, new TreeSet<>(spec.dependsOn()), calls);
  }

  private static SortedMap<String, Topic> topics(ProductSpec product) {
    SortedMap<String, Topic> topics = new TreeMap<>();
    for (TopicSpec spec : product.topics()) {
      topics.put(
          spec.metadata().name(),
          new Topic(
              spec.bus().orElseThrow(),
              Optional.of(spec),
              new TreeSet<>(spec.producers()),
              new TreeSet<>(spec.consumers().stream().map(ConsumerSpec::service).toList())));
    }
    for (PlacedMessage one : PlacedMessage.of(product)) {
      String bus = one.bus().equals(Carriers.CONTROL_BUS) ? "control" : "data";
      topics
          .computeIfAbsent(
              one.topic(), _ -> new Topic(bus, Optional.empty(), new TreeSet<>(), new TreeSet<>()))
          .writers()
          .add(product.metadata().name());
    }
    return topics;
  }

  private static Place place(SpecGraph graph, String name, ResourceSpec spec) {
    SortedSet<String> services = new TreeSet<>();
    spec.config().values().forEach(value -> services(value, services));
    SortedSet<String> assets = new TreeSet<>();
    for (AssetNode asset : graph.assets()) {
      Optional<String> engine =
          switch (asset.spec().run()) {
            case RunSpec.Sql sql -> sql.engine();
            case RunSpec.Dbt dbt -> dbt.resource();
            default -> Optional.empty();
          };
      boolean isEngine = engine.filter(name::equals).isPresent();
      if (isEngine || asset.spec().resources().contains(name)) {
        assets.add(asset.key());
      }
    }
    return new Place(name, spec, services, assets);
  }

  private static void services(Value value, SortedSet<String> found) {
    switch (value) {
      case Value.ServiceRef(String service) -> found.add(service);
      case Value.Sequence(List<Value> items) -> items.forEach(item -> services(item, found));
      case Value.Mapping(SortedMap<String, Value> entries) ->
          entries.values().forEach(item -> services(item, found));
      case Value.Text _,
          Value.Number _,
          Value.Bool _,
          Value.Nothing _,
          Value.EnvironmentRef _,
          Value.SecretRef _ -> {
        return;
      }
    }
  }
}

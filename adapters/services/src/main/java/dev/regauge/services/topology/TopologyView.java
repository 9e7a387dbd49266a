package dev.regauge.services.topology;

import dev.regauge.services.topology.Topology.Place;
import dev.regauge.services.topology.Topology.Program;
import dev.regauge.services.topology.Topology.Topic;
import dev.regauge.spec.model.ServiceSpec.DatabaseSpec;
import dev.regauge.spec.model.TopicSpec;
import dev.regauge.templates.literal.MarkdownText;
import dev.regauge.templates.literal.PlainName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables of {@code topology.md.ftl}. */
public record TopologyView(
    MarkdownText product,
    Node productNode,
    List<Plane> planes,
    List<Bus> buses,
    List<TopicRow> topics,
    List<Node> outside,
    List<ResourceRow> resources,
    List<Arrow> sends,
    List<Arrow> waits,
    List<Arrow> calls) {

  private static final List<String> BUSES = List.of("data", "control");
  private static final MarkdownText NOTHING = new MarkdownText("–");

  /** A box of the graph. */
  public record Node(PlainName id, PlainName name) {}

  /** A line of the graph, by the ids of its ends. */
  public record Arrow(PlainName from, PlainName to) {}

  /** A bus that has topics. */
  public record Bus(PlainName id, List<Node> topics) {}

  /** A plane with its services. */
  public record Plane(PlainName id, List<ServiceRow> services) {}

  /** A service; what is not said is a dash. */
  public record ServiceRow(
      Node node,
      MarkdownText name,
      MarkdownText family,
      MarkdownText runs,
      MarkdownText owner,
      MarkdownText after,
      MarkdownText sends,
      MarkdownText reads,
      MarkdownText database) {}

  /** A topic. */
  public record TopicRow(
      MarkdownText name,
      PlainName bus,
      MarkdownText delivery,
      MarkdownText owner,
      MarkdownText producers,
      MarkdownText consumers) {}

  /** A resource. */
  public record ResourceRow(
      Node node,
      MarkdownText name,
      PlainName type,
      PlainName scope,
      MarkdownText service,
      MarkdownText assets) {}

  static TopologyView of(Topology topology) {
    List<Arrow> sends = new ArrayList<>();
    topology
        .topics()
        .forEach(
            (name, topic) -> {
              topic
                  .writers()
                  .forEach(who -> sends.add(arrow(principal(topology, who), topicId(name))));
              topic
                  .readers()
                  .forEach(who -> sends.add(arrow(topicId(name), principal(topology, who))));
            });
    List<Arrow> waits = new ArrayList<>();
    List<Arrow> calls = new ArrayList<>();
    for (Program service : topology.services()) {
      String id = principal(topology, service.name());
      service.after().forEach(other -> waits.add(arrow(id, principal(topology, other))));
      service.calls().stream()
          .filter(other -> !service.after().contains(other))
          .forEach(other -> calls.add(arrow(id, principal(topology, other))));
    }
    for (Place place : topology.places()) {
      String id = "resource_" + place.name();
      if (!place.assets().isEmpty()) {
        calls.add(arrow(principal(topology, topology.product()), id));
      }
      place.services().forEach(other -> calls.add(arrow(id, principal(topology, other))));
    }
    return new TopologyView(
        MarkdownText.of(topology.product()),
        node(principal(topology, topology.product()), topology.product()),
        Topology.PLANES.stream()
            .map(
                plane ->
                    new Plane(
                        PlainName.of(plane),
                        topology.of(plane).stream().map(one -> row(topology, one)).toList()))
            .toList(),
        BUSES.stream()
            .map(bus -> new Bus(PlainName.of(bus), topicsOn(topology, bus)))
            .filter(bus -> !bus.topics().isEmpty())
            .toList(),
        topology.topics().entrySet().stream()
            .map(one -> row(one.getKey(), one.getValue()))
            .toList(),
        topology.outside().stream().map(name -> node(principal(topology, name), name)).toList(),
        topology.places().stream().map(TopologyView::row).toList(),
        sends,
        waits,
        calls);
  }

  private static ServiceRow row(Topology topology, Program service) {
    String name = service.name();
    var spec = service.spec();
    return new ServiceRow(
        node(principal(topology, name), name),
        MarkdownText.code(name),
        prose(spec.family().or(spec::category)),
        MarkdownText.of(
            spec.workload().orElse("deployment") + ", " + spec.scope().orElse("shared")),
        prose(spec.metadata().owner()),
        codes(service.after()),
        codes(topicsOf(topology, name, true)),
        codes(topicsOf(topology, name, false)),
        codes(spec.database().map(DatabaseSpec::name).stream().toList()));
  }

  private static List<String> topicsOf(Topology topology, String who, boolean isWriter) {
    return topology.topics().entrySet().stream()
        .filter(
            one -> (isWriter ? one.getValue().writers() : one.getValue().readers()).contains(who))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<Node> topicsOn(Topology topology, String bus) {
    return topology.topics().entrySet().stream()
        .filter(one -> one.getValue().bus().equals(bus))
        .map(one -> node(topicId(one.getKey()), one.getKey()))
        .toList();
  }

  private static TopicRow row(String name, Topic topic) {
    return new TopicRow(
        MarkdownText.code(name),
        PlainName.of(topic.bus()),
        MarkdownText.of(topic.declared().map(TopicSpec::delivery).orElse("declared elsewhere")),
        prose(topic.declared().flatMap(spec -> spec.metadata().owner())),
        codes(topic.writers()),
        codes(topic.readers()));
  }

  private static ResourceRow row(Place place) {
    return new ResourceRow(
        node("resource_" + place.name(), place.name()),
        MarkdownText.code(place.name()),
        PlainName.of(place.spec().type()),
        PlainName.of(place.isEdge() ? "edge" : "internal"),
        codes(place.services()),
        codes(place.assets()));
  }

  /** Returns the id of a service, of the product, or of somebody else, which are never alike. */
  private static String principal(Topology topology, String name) {
    boolean isService = topology.services().stream().anyMatch(one -> one.name().equals(name));
    String kind = isService ? "service_" : name.equals(topology.product()) ? "product_" : "other_";
    return kind + name;
  }

  private static String topicId(String name) {
    return "topic_" + name;
  }

  private static Arrow arrow(String from, String to) {
    return new Arrow(id(from), id(to));
  }

  private static Node node(String id, String name) {
    return new Node(id(id), PlainName.of(name));
  }

  /** In the graph's language dots, dashes and its own words stand for something else. */
  private static PlainName id(String name) {
    return PlainName.of(name.replace("_", "__").replace("-", "_d").replace(".", "_p"));
  }

  private static MarkdownText prose(Optional<String> text) {
    return text.filter(one -> !one.isBlank()).map(MarkdownText::of).orElse(NOTHING);
  }

  private static MarkdownText codes(Collection<String> names) {
    if (names.isEmpty()) {
      return NOTHING;
    }
    return new MarkdownText(
        String.join(", ", names.stream().map(name -> MarkdownText.code(name).text()).toList()));
  }
}

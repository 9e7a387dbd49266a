package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.PlacedAction;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ActionSpec;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Walks every text of a product that an author is free to choose: values, queries, arguments,
 * descriptions. Names have a form that holds nothing else.
 */
final class Literals {

  private final BiConsumer<String, SpecPath> visitor;
  private final BiConsumer<String, SpecPath> serviceVisitor;

  Literals(BiConsumer<String, SpecPath> visitor) {
    this(visitor, (service, path) -> {});
  }

  private Literals(
      BiConsumer<String, SpecPath> visitor, BiConsumer<String, SpecPath> serviceVisitor) {
    this.visitor = visitor;
    this.serviceVisitor = serviceVisitor;
  }

  /** Shows each service that a value names, with its place. */
  static void walkServices(SpecGraph graph, BiConsumer<String, SpecPath> visitor) {
    Literals walk = new Literals((text, path) -> {}, visitor);
    walk.product(graph.product());
    graph.writtenAssets().forEach(walk::asset);
  }

  /** Shows each text with its place. */
  static void walk(SpecGraph graph, BiConsumer<String, SpecPath> visitor) {
    Literals walk = new Literals(visitor);
    walk.product(graph.product());
    graph.writtenAssets().forEach(walk::asset);
  }

  private void product(ProductSpec product) {
    product
        .metadata()
        .description()
        .ifPresent(text -> visitor.accept(text, SpecPath.of("metadata", "description")));
    texts(product.metadata().labels(), SpecPath.of("metadata", "labels"));
    product
        .environments()
        .forEach(
            (name, spec) ->
                texts(spec.values(), SpecPath.of("environments").entry(name).field("values")));
    product
        .params()
        .forEach(
            (name, spec) -> {
              SpecPath at = SpecPath.of("params").entry(name);
              spec.defaultValue().ifPresent(value -> value(value, at.field("default")));
              values(spec.values(), at.field("values"));
            });
    product
        .catalogs()
        .forEach(
            (name, spec) -> {
              SpecPath at = SpecPath.of("catalogs").entry(name);
              spec.uri().ifPresent(value -> value(value, at.field("uri")));
              spec.warehouse().ifPresent(value -> value(value, at.field("warehouse")));
              values(spec.properties(), at.field("properties"));
            });
    product
        .resources()
        .forEach(
            (name, spec) ->
                values(spec.config(), SpecPath.of("resources").entry(name).field("config")));
    for (int i = 0; i < product.jobs().size(); i++) {
      values(product.jobs().get(i).params(), SpecPath.of("jobs").at(i).field("params"));
    }
    PlacedAction.of(product).forEach(one -> action(one.action(), one.path()));
    for (int i = 0; i < product.targets().size(); i++) {
      values(product.targets().get(i).options(), SpecPath.of("targets").at(i).field("options"));
    }
  }

  private void action(ActionSpec action, SpecPath path) {
    switch (action) {
      case ActionSpec.Webhook webhook -> {
        value(webhook.url(), path.field("webhook").field("url"));
        values(webhook.headers(), path.field("webhook").field("headers"));
      }
      case ActionSpec.Slack slack -> value(slack.url(), path.field("slack").field("url"));
      case ActionSpec.Command command -> {
        SpecPath argv = path.field("command").field("argv");
        for (int i = 0; i < command.argv().size(); i++) {
          visitor.accept(command.argv().get(i), argv.at(i));
        }
      }
      case ActionSpec.Kafka _, ActionSpec.Nats _, ActionSpec.Python _, ActionSpec.Email _ -> {}
    }
  }

  private void asset(AssetNode asset) {
    SpecPath path = asset.path();
    asset.spec().description().ifPresent(text -> visitor.accept(text, path.field("description")));
    texts(asset.spec().tags(), path.field("tags"));
    values(asset.spec().metadata(), path.field("metadata"));
    values(asset.spec().env(), path.field("env"));
    new RunLiterals(visitor, this).walk(asset);
  }

  void texts(Map<String, String> texts, SpecPath path) {
    texts.forEach((name, text) -> visitor.accept(text, path.entry(name)));
  }

  void values(Map<String, Value> values, SpecPath path) {
    values.forEach((name, value) -> value(value, path.entry(name)));
  }

  void values(List<Value> values, SpecPath path) {
    for (int i = 0; i < values.size(); i++) {
      value(values.get(i), path.at(i));
    }
  }

  void value(Value value, SpecPath path) {
    switch (value) {
      case Value.Text text -> visitor.accept(text.text(), path);
      case Value.ServiceRef ref -> serviceVisitor.accept(ref.service(), path.field("service"));
      case Value.Sequence sequence -> values(sequence.items(), path);
      case Value.Mapping mapping -> values(mapping.entries(), path);
      case Value.Number _,
          Value.Bool _,
          Value.Nothing _,
          Value.EnvironmentRef _,
          Value.SecretRef _ -> {}
    }
  }
}

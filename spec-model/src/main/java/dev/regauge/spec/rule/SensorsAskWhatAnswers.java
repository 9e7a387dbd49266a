package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.ResourceSpec;
import dev.regauge.spec.model.SensorSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** An http sensor asks a web service, and a table sensor what holds tables. */
final class SensorsAskWhatAnswers implements Rule {

  private static final Code CODE = new Code("RG-RULE-321");

  /** What has no tables; what other types and plugins' have, their adapters know. */
  private static final SortedSet<String> WITHOUT_TABLES =
      new TreeSet<>(List.of("dbt", "http", "kafka", "nats", "python", "s3"));

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<SensorSpec> sensors = graph.product().sensors();
    for (int i = 0; i < sensors.size(); i++) {
      SensorSpec sensor = sensors.get(i);
      SpecPath path = SpecPath.of("sensors").at(i);
      switch (sensor.source()) {
        case SensorSpec.Http http -> {
          SpecPath at = path.field("http").field("resource");
          typeOf(graph.product(), http.resource())
              .filter(type -> !type.equals("http"))
              .ifPresent(type -> out.add(wrong(graph, sensor, type, "answers no GET", at)));
        }
        case SensorSpec.Table table -> {
          SpecPath at = path.field("table").field("resource");
          table
              .resource()
              .flatMap(name -> typeOf(graph.product(), name))
              .filter(WITHOUT_TABLES::contains)
              .ifPresent(type -> out.add(wrong(graph, sensor, type, "has no tables", at)));
        }
        case SensorSpec.File _, SensorSpec.Python _ -> {}
      }
    }
  }

  private static Optional<String> typeOf(ProductSpec product, String resource) {
    return Optional.ofNullable(product.resources().get(resource)).map(ResourceSpec::type);
  }

  private static Diagnostic wrong(
      SpecGraph graph, SensorSpec sensor, String type, String why, SpecPath at) {
    return Diagnostic.error(
            CODE, "sensor '" + sensor.name() + "' asks a resource of the type " + type)
        .at(at, graph.locator())
        .label(why)
        .help(
            why.equals("has no tables")
                ? "name a database, or leave 'resource' out: then the table's own catalog is asked"
                : "name a resource of the type http, or write a python sensor");
  }
}

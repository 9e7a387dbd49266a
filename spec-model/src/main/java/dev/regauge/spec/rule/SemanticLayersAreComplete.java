package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.ResourceSpec;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** A layer says where models go, lets one in by one right, and only assets hand models to it. */
final class SemanticLayersAreComplete implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-479");
  private static final List<String> SETTINGS = List.of("models", "secret", "token", "url");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    SortedMap<String, ResourceSpec> resources = graph.product().resources();
    if (asset.spec().run() instanceof RunSpec.Semantic semantic) {
      semantic
          .layer()
          .filter(name -> resources.containsKey(name) && !isLayer(resources, name))
          .ifPresent(
              name ->
                  out.add(
                      Diagnostic.error(CODE, "the resource '" + name + "' is no semantic layer")
                          .at(
                              asset.path().field("run").field("semantic").field("layer"),
                              graph.locator())
                          .label("of another type")
                          .related(
                              graph
                                  .locator()
                                  .valueAt(SpecPath.of("resources").entry(name).field("type")),
                              "said here")
                          .help("name a resource of the type cube")));
      if (!asset.outputs().isEmpty()) {
        out.add(
            Diagnostic.error(CODE, "the models of asset '" + asset.key() + "' are no table")
                .at(asset.outputs().getFirst().path(), graph.locator())
                .label("nobody writes it")
                .help("leave 'outputs' out: what reads the models asks the layer"));
      }
    }
    List<String> used = asset.spec().resources();
    for (int i = 0; i < used.size(); i++) {
      if (isLayer(resources, used.get(i))) {
        out.add(
            Diagnostic.error(
                    CODE,
                    "asset '" + asset.key() + "' uses the semantic layer '" + used.get(i) + "'")
                .at(asset.path().field("resources").at(i), graph.locator())
                .label("no function gets it")
                .help("write run: {semantic: {layer: " + used.get(i) + ", models: […]}}"));
      }
    }
  }

  @Override
  public void checkRest(SpecGraph graph, Diagnostics out) {
    graph
        .product()
        .resources()
        .forEach(
            (name, resource) -> {
              if (resource.type().equals(RunSpec.Semantic.LAYER)) {
                settings(graph, name, resource.config(), out);
              }
            });
    for (JobNode job : graph.jobs()) {
      phase(job.spec().flatMap(JobSpec::setup), job.path().field("setup"), graph, out);
      phase(job.spec().flatMap(JobSpec::teardown), job.path().field("teardown"), graph, out);
    }
  }

  private static void settings(
      SpecGraph graph, String name, SortedMap<String, Value> config, Diagnostics out) {
    SpecPath at = SpecPath.of("resources").entry(name);
    SpecPath of = at.field("config");
    String layer = "the semantic layer '" + name + "'";
    new SettingsAreTexts(CODE, graph, layer).judge(SETTINGS, config, of, out);
    for (String setting : config.keySet()) {
      if (!SETTINGS.contains(setting)) {
        out.add(
            Diagnostic.error(CODE, layer + " has no setting '" + setting + "'")
                .atKey(of.entry(setting), graph.locator())
                .label("nobody reads it")
                .help(
                    NearestName.to(setting, SETTINGS)
                        .map(near -> "write '" + near + "'")
                        .orElse("there are " + String.join(", ", SETTINGS))));
      }
    }
    boolean isMistyped =
        Stream.of("models", "url")
            .anyMatch(field -> NearestName.isMistyped(field, config.keySet(), SETTINGS));
    if (!config.containsKey("models") && !config.containsKey("url") && !isMistyped) {
      out.add(
          Diagnostic.error(CODE, layer + " is nowhere")
              .at(config.isEmpty() ? at : of, graph.locator())
              .label("neither models nor url")
              .help("write models: {env: CUBE_MODELS} or url: {env: CUBE_URL} in its config"));
    }
    if (config.containsKey("secret") && config.containsKey("token")) {
      out.add(
          Diagnostic.error(CODE, layer + " has a secret and a token")
              .at(of.entry("token"), graph.locator())
              .label("one of them would not be read")
              .help("leave one out: a secret signs a token for each call"));
    }
    for (String right : List.of("secret", "token")) {
      if (config.containsKey(right) && !config.containsKey("url")) {
        out.add(
            Diagnostic.error(CODE, layer + " has a '" + right + "' and no 'url'")
                .at(of.entry(right), graph.locator())
                .label("nobody is asked")
                .help("write url: {env: CUBE_URL} beside it"));
      }
    }
  }

  private static boolean isLayer(SortedMap<String, ResourceSpec> resources, String name) {
    return Optional.ofNullable(resources.get(name))
        .filter(resource -> resource.type().equals(RunSpec.Semantic.LAYER))
        .isPresent();
  }

  private static void phase(Optional<RunSpec> run, SpecPath at, SpecGraph graph, Diagnostics out) {
    if (run.filter(RunSpec.Semantic.class::isInstance).isPresent()) {
      out.add(
          Diagnostic.error(CODE, "models before or after a run follow no table")
              .at(at.field("semantic"), graph.locator())
              .label("only an asset waits for what its models read")
              .help("make it an asset, and let it depend on those tables' assets"));
    }
  }
}

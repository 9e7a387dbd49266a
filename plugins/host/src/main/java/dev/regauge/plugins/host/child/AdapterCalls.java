package dev.regauge.plugins.host.child;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.adapters.spi.Content;
import dev.regauge.adapters.spi.FileMode;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.adapters.spi.RuntimeWheel;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.adapters.spi.TargetOptions;
import dev.regauge.plugins.host.ServiceCalls;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.Severity;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.feature.Feature;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PlanJson;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls of an orchestrator adapter as plain data: {@code describe}, {@code support}, {@code
 * bundle}.
 */
final class AdapterCalls {

  private AdapterCalls() {}

  static JsonNode ask(Object service, JsonNode request) {
    OrchestratorAdapter<?> adapter = (OrchestratorAdapter<?>) service;
    return switch (request.path("call").asString("")) {
      case "describe" -> ServiceCalls.MAPPER.valueToTree(adapter.descriptor());
      case "support" -> support(adapter.support(use(request)));
      case "bundle" -> bundle(adapter, request);
      default -> throw new IllegalArgumentException("an adapter has no call " + request);
    };
  }

  private static FeatureUse use(JsonNode request) {
    return new FeatureUse(
        Feature.valueOf(request.path("feature").asString("")),
        request.path("address").asString(""),
        new SpecPath(request.path("path").asString("")),
        PlanJson.readValues(request.path("values").toString()),
        request.path("isOptional").asBoolean(false));
  }

  private static JsonNode support(Support answer) {
    ObjectNode node = ServiceCalls.MAPPER.createObjectNode();
    switch (answer) {
      case Support.Native _ -> node.put("kind", "native");
      case Support.Emulated(String how) -> node.put("kind", "emulated").put("text", how);
      case Support.Approximated(String difference) ->
          node.put("kind", "approximated").put("text", difference);
      case Support.Unsupported(String why, String instead) ->
          node.put("kind", "unsupported").put("text", why).put("instead", instead);
    }
    return node;
  }

  private static <M extends Record> JsonNode bundle(
      OrchestratorAdapter<M> adapter, JsonNode request) {
    ExecutionPlan plan = PlanJson.read(request.path("plan").asString(""));
    FoundDiagnostics found = new FoundDiagnostics();
    M model = adapter.lower(plan, context(request), found);
    ObjectNode answer = ServiceCalls.MAPPER.createObjectNode();
    ArrayNode files = answer.putArray("files");
    for (BundleFile file : found.hasErrors() ? List.<BundleFile>of() : adapter.emit(model)) {
      ObjectNode node = files.addObject();
      node.put("path", file.path().value());
      node.put("bytes", Base64.getEncoder().encodeToString(file.content().toBytes()));
      node.put("executable", file.mode() == FileMode.EXECUTABLE);
      file.origins().forEach(node.putArray("origins")::add);
    }
    ArrayNode findings = answer.putArray("findings");
    found.sorted().forEach(finding -> finding(finding, findings.addObject()));
    return answer;
  }

  private static void finding(Diagnostic finding, ObjectNode node) {
    node.put("code", finding.code().id());
    node.put("isError", finding.severity() == Severity.ERROR);
    node.put("message", finding.message());
    node.put("label", finding.label());
    node.put("help", finding.help());
    finding.path().ifPresent(path -> node.put("path", path.text()));
  }

  private static LoweringContext context(JsonNode request) {
    TreeSet<BundlePath> code = new TreeSet<>();
    request.path("codeFiles").values().forEach(path -> code.add(new BundlePath(path.asString(""))));
    return new LoweringContext(
        new TargetName(request.path("target").asString("")),
        request.path("version").asString(""),
        new TargetOptions(PlanJson.readValues(request.path("options").toString())),
        request.path("generatorVersion").asString(""),
        new RuntimeWheel(
            request.path("wheel").asString(""),
            Content.bytes(Base64.getDecoder().decode(request.path("wheelBytes").asString("")))),
        code);
  }
}

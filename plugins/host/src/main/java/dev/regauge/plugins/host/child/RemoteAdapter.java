package dev.regauge.plugins.host.child;

import dev.regauge.adapters.spi.AdapterDescriptor;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.adapters.spi.Content;
import dev.regauge.adapters.spi.FileMode;
import dev.regauge.adapters.spi.LoweringContext;
import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.host.Answerer;
import dev.regauge.plugins.host.PluginFailure;
import dev.regauge.plugins.host.ServiceCalls;
import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PlanJson;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An orchestrator adapter whose code runs in a process of its own. Every path that it answers is
 * judged here, and what it does wrong is thrown as {@link Broken}, which the engine reports.
 */
public final class RemoteAdapter implements OrchestratorAdapter<RemoteAdapter.Files> {
  private final String plugin;
  private final Answerer answerer;
  private final AdapterDescriptor descriptor;

  /** What the adapter made. */
  public record Files(List<BundleFile> files) {
    public Files {
      files = List.copyOf(files);
    }
  }

  /** An adapter that gave no answer, or one that is none. */
  public static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(String plugin, String why) {
      super("plugin '" + plugin + "' " + why);
    }
  }

  private RemoteAdapter(String plugin, Answerer answerer, AdapterDescriptor descriptor) {
    this.plugin = plugin;
    this.answerer = answerer;
    this.descriptor = descriptor;
  }

  /**
   * Asks the adapter who it is.
   *
   * @throws PluginFailure when it does not say
   */
  public static RemoteAdapter of(String plugin, Answerer answerer) throws PluginFailure {
    JsonNode answer = answerer.ask(PluginType.ORCHESTRATOR, call("describe"));
    try {
      return new RemoteAdapter(
          plugin, answerer, ServiceCalls.MAPPER.treeToValue(answer, AdapterDescriptor.class));
    } catch (RuntimeException e) {
      throw new PluginFailure("does not describe itself: " + firstLine(e));
    }
  }

  @Override
  public AdapterDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public Support support(FeatureUse use) {
    ObjectNode request = call("support");
    request.put("feature", use.feature().name());
    request.put("address", use.address());
    request.put("path", use.path().text());
    request.put("isOptional", use.isOptional());
    request.set("values", ServiceCalls.MAPPER.readTree(PlanJson.write(use.values())));
    JsonNode answer = ask(request);
    String text = answer.path("text").asString("");
    return switch (answer.path("kind").asString("")) {
      case "native" -> new Support.Native();
      case "emulated" -> new Support.Emulated(text);
      case "approximated" -> new Support.Approximated(text);
      case "unsupported" -> new Support.Unsupported(text, answer.path("instead").asString(""));
      default -> throw new Broken(plugin, "does not say whether it supports " + use.feature().id());
    };
  }

  @Override
  public Files lower(ExecutionPlan plan, LoweringContext context, Diagnostics out) {
    ObjectNode request = call("bundle");
    request.put("plan", PlanJson.write(plan));
    request.put("target", context.target().value());
    request.put("version", context.version());
    request.put("generatorVersion", context.generatorVersion());
    request.set(
        "options", ServiceCalls.MAPPER.readTree(PlanJson.write(context.options().values())));
    request.put("wheel", context.wheel().fileName());
    request.put(
        "wheelBytes", Base64.getEncoder().encodeToString(context.wheel().content().toBytes()));
    ArrayNode code = request.putArray("codeFiles");
    context.codeFiles().forEach(path -> code.add(path.value()));
    JsonNode answer = ask(request);
    answer.path("findings").values().forEach(finding -> out.add(finding(finding)));
    List<BundleFile> files = new ArrayList<>();
    for (JsonNode file : answer.path("files").values()) {
      files.add(file(file));
    }
    return new Files(files);
  }

  private BundleFile file(JsonNode file) {
    String path = file.path("path").asString("");
    BundlePath.faultOf(path)
        .ifPresent(
            fault -> {
              throw new Broken(plugin, "made a file whose path '" + path + "' " + fault);
            });
    try {
      return new BundleFile(
          new BundlePath(path),
          Content.bytes(Base64.getDecoder().decode(file.path("bytes").asString(""))),
          file.path("executable").asBoolean(false) ? FileMode.EXECUTABLE : FileMode.REGULAR,
          new TreeSet<>(file.path("origins").values().stream().map(JsonNode::asString).toList())
              .stream().toList());
    } catch (IllegalArgumentException e) {
      throw new Broken(plugin, "made a file '" + path + "' that cannot be read");
    }
  }

  private static Diagnostic finding(JsonNode node) {
    Code code = new Code(node.path("code").asString(""));
    String message = node.path("message").asString("");
    Diagnostic finding =
        node.path("isError").asBoolean(true)
            ? Diagnostic.error(code, message)
            : Diagnostic.warning(code, message);
    finding = finding.label(node.path("label").asString("")).help(node.path("help").asString(""));
    return node.has("path")
        ? finding.at(new SpecPath(node.path("path").asString("")), java.util.Optional.empty())
        : finding;
  }

  @Override
  public List<BundleFile> emit(Files model) {
    return model.files();
  }

  private JsonNode ask(ObjectNode request) {
    try {
      return answerer.ask(PluginType.ORCHESTRATOR, request);
    } catch (PluginFailure e) {
      throw new Broken(plugin, String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode call(String name) {
    return ServiceCalls.MAPPER.createObjectNode().put("call", name);
  }

  private static String firstLine(RuntimeException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}

package dev.regauge.plugins.host;

import dev.regauge.plugins.api.PluginMetadata;
import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.api.ProductRequest;
import dev.regauge.plugins.api.SemanticProvider.SemanticModel;
import dev.regauge.plugins.api.SpecText;
import dev.regauge.plugins.api.StepAnswer;
import dev.regauge.plugins.api.StepRequest;
import dev.regauge.plugins.host.config.ConfigRules;
import dev.regauge.plugins.host.manifest.ManifestFile;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.source.SpecAdditions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the plugins say of one product while it is read; remembers which of them said something. */
public final class ProductPlugins implements SpecAdditions {
  private static final List<PluginType> PROVIDERS =
      List.of(
          PluginType.RESOURCE,
          PluginType.COMPUTE,
          PluginType.SERVICE,
          PluginType.HOOK,
          PluginType.ASSET,
          PluginType.SEMANTIC);

  private final PluginRegistry registry;
  private final SortedMap<String, Plugin> used = new TreeMap<>();

  /** Nothing is asked yet. */
  public ProductPlugins(PluginRegistry registry) {
    this.registry = registry;
  }

  /** Whether a name of a source is that of a plugin's answer, which no disk has. */
  public static boolean isAnswer(String file) {
    return file.indexOf(':') >= 0;
  }

  /** Returns the registry that is asked. */
  public PluginRegistry registry() {
    return registry;
  }

  /** Returns the plugins that said something, by name. */
  public SortedMap<String, Plugin> used() {
    return Collections.unmodifiableSortedMap(used);
  }

  void use(Plugin plugin) {
    used.put(plugin.name(), plugin);
  }

  @Override
  public List<Added> files(String product, Diagnostics out) {
    List<Added> files = new ArrayList<>();
    SortedSet<String> known = new TreeSet<>();
    for (PluginType type : PROVIDERS) {
      for (Plugin plugin : registry.of(type)) {
        ObjectNode request =
            ServiceCalls.MAPPER.valueToTree(
                new ProductRequest(product, registry.project().config(plugin.name())));
        ask(plugin, type, request, out)
            .ifPresent(
                answer ->
                    added(plugin, type, answer, out).stream()
                        .filter(file -> known.add(file.name() + "\n" + file.text()))
                        .forEach(files::add));
      }
    }
    return files;
  }

  private static List<Added> added(
      Plugin plugin, PluginType type, JsonNode answer, Diagnostics out) {
    List<Added> files = new ArrayList<>();
    try {
      for (JsonNode node : answer.values()) {
        SpecText text =
            type == PluginType.SEMANTIC
                ? model(ServiceCalls.MAPPER.treeToValue(node, SemanticModel.class))
                : ServiceCalls.MAPPER.treeToValue(node, SpecText.class);
        String name = plugin.name() + ":" + text.name().replace('/', ':');
        files.add(new Added(name, text.text(), fields(plugin)));
      }
    } catch (RuntimeException e) {
      out.add(PluginCodes.failed(plugin.name(), "gave an answer of another form"));
    }
    return files;
  }

  /** JSON is YAML: a model becomes a piece of the product that nothing needs to be escaped in. */
  private static SpecText model(SemanticModel model) {
    ObjectNode tree = ServiceCalls.MAPPER.createObjectNode();
    ObjectNode asset = tree.putArray("assets").addObject();
    asset.put("key", "semantic/" + model.name());
    asset.put("description", model.description());
    ArrayNode inputs = asset.putArray("inputs");
    model.inputs().forEach(inputs::add);
    asset.putObject("run").putObject("sql").put("query", model.sql());
    return new SpecText(model.name(), ServiceCalls.MAPPER.writeValueAsString(tree));
  }

  /** A plugin of several kinds may have the fields of each in one file. */
  private static SortedSet<String> fields(Plugin plugin) {
    PluginMetadata metadata = plugin.metadata().orElseThrow();
    SortedSet<String> fields = new TreeSet<>(fields(metadata.type()));
    metadata.also().forEach(type -> fields.addAll(fields(type)));
    return fields;
  }

  private static List<String> fields(PluginType type) {
    return switch (type) {
      case ASSET -> List.of("assets", "tables", "partitions");
      case SEMANTIC -> List.of("assets");
      case RESOURCE, COMPUTE -> List.of("resources");
      case SERVICE -> List.of("kind");
      case HOOK -> List.of("hooks");
      case ORCHESTRATOR, EXTENSION, SOURCE, CATALOG, QUALITY, TRANSFORM, SECRETS, CHARTS, COMMAND ->
          List.of();
    };
  }

  @Override
  public Diagnostic refused(Added file, String field, Span at) {
    String plugin = file.name().substring(0, file.name().indexOf(':'));
    return PluginCodes.refusedAnswer(
            plugin, "adds '" + field + "', which is not for a plugin of its kind to add")
        .at(at);
  }

  @Override
  public Optional<JsonNode> step(
      Slot slot, String name, JsonNode settings, StepPlaces places, Diagnostics out) {
    Span at = places.name();
    PluginType type =
        switch (slot) {
          case SOURCE -> PluginType.SOURCE;
          case TRANSFORM -> PluginType.TRANSFORM;
          case CHECK -> PluginType.QUALITY;
          case SECRET -> PluginType.SECRETS;
        };
    String word = ManifestFile.capability(type).orElseThrow();
    SortedMap<String, List<Plugin>> known = new TreeMap<>();
    for (Plugin plugin : registry.of(type)) {
      for (String capability : plugin.metadata().orElseThrow().provides()) {
        if (capability.startsWith(word + ":")) {
          known
              .computeIfAbsent(capability.substring(word.length() + 1), _ -> new ArrayList<>())
              .add(plugin);
        }
      }
    }
    List<Plugin> owners = known.getOrDefault(name, List.of());
    if (owners.isEmpty()) {
      if (slot != Slot.SECRET) { // a source of secrets may be one that steps know themselves
        out.add(PluginCodes.nobodysStep(word, name, known.keySet()).at(at));
      }
      return Optional.empty();
    }
    if (owners.size() > 1) {
      out.add(
          PluginCodes.claimedTwice(
                  "the " + word + " '" + name + "'", owners.get(0).name(), owners.get(1).name())
              .at(at));
      return Optional.empty();
    }
    Plugin owner = owners.getFirst();
    ConfigRules rules = owner.forms().steps().get(name);
    if (rules != null
        && !new SettingsCheck(out)
            .holds(owner, rules, "'" + name + "'", (ObjectNode) settings, places)) {
      return Optional.empty();
    }
    ObjectNode request =
        ServiceCalls.MAPPER.valueToTree(new StepRequest(name, (ObjectNode) settings));
    return ask(owner, type, request, out).flatMap(answer -> fields(owner, answer, at, out));
  }

  private static Optional<JsonNode> fields(
      Plugin plugin, JsonNode answer, Span at, Diagnostics out) {
    try {
      StepAnswer step = ServiceCalls.MAPPER.treeToValue(answer, StepAnswer.class);
      step.faults().forEach(fault -> out.add(PluginCodes.refusedSettings(fault).at(at)));
      return step.faults().isEmpty() ? Optional.of(step.fields()) : Optional.empty();
    } catch (RuntimeException e) {
      out.add(PluginCodes.failed(plugin.name(), "gave an answer of another form").at(at));
      return Optional.empty();
    }
  }

  /** Asks a plugin; what goes wrong is a finding that names it. */
  Optional<JsonNode> ask(Plugin plugin, PluginType type, JsonNode request, Diagnostics out) {
    try {
      JsonNode answer = plugin.answerer().orElseThrow().ask(type, request);
      use(plugin);
      return Optional.of(answer);
    } catch (PluginFailure e) {
      out.add(PluginCodes.failed(plugin.name(), String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }
}

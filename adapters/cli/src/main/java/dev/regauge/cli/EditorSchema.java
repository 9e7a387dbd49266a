package dev.regauge.cli;

import dev.regauge.engine.PrettyJson;
import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.host.PluginRegistry;
import dev.regauge.plugins.host.PluginSteps;
import dev.regauge.plugins.host.Project;
import dev.regauge.plugins.host.config.ConfigRules;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema of a product with the sources of a project's plugins in it. */
final class EditorSchema {
  private static final String CONNECTOR = "RunSpecConnector";

  private EditorSchema() {}

  /**
   * Returns the schema as it is, or with the plugins of the project that a folder is in. Findings
   * about the plugins are told.
   */
  static String of(String schema, Path folder, Terminal terminal) {
    FoundDiagnostics found = new FoundDiagnostics();
    Project project = Project.of(folder, found);
    if (project.folder().isEmpty()) {
      return schema;
    }
    try (PluginRegistry plugins = PluginRegistry.discoverAll(project, List.of(), found)) {
      PluginWords.talk(terminal, found.sorted());
      return with(schema, PluginSteps.of(plugins).of(PluginType.SOURCE));
    }
  }

  /**
   * Of a step's settings the names are told and no forms of values: an author may write a reference
   * in place of each, which the plugin's own schema knows nothing of.
   */
  private static String with(String schema, SortedMap<String, ConfigRules> steps) {
    ObjectNode root = (ObjectNode) PrettyJson.tree(schema);
    String definitions = root.has("$defs") ? "$defs" : "definitions";
    if (steps.isEmpty() || !(root.path(definitions).path(CONNECTOR) instanceof ObjectNode source)) {
      return schema;
    }
    JsonNode type = source.path("properties").path("type");
    ArrayNode examples = ((ObjectNode) type).withArray("examples");
    ArrayNode all = source.putArray("allOf");
    steps.forEach(
        (name, rules) -> {
          examples.add(name);
          ObjectNode one = all.addObject();
          ObjectNode when = one.putObject("if");
          when.putObject("properties").putObject("type").put("const", name);
          when.putArray("required").add("type");
          then(one.putObject("then"), rules);
        });
    return PrettyJson.text(root);
  }

  private static void then(ObjectNode then, ConfigRules rules) {
    ObjectNode config = then.putObject("properties").putObject("config");
    ObjectNode properties = config.putObject("properties");
    TreeSet<String> names = new TreeSet<>(rules.required());
    names.addAll(rules.optional());
    for (String name : names) {
      ObjectNode property = properties.putObject(name);
      if (!rules.about(name).isEmpty()) {
        property.put("description", rules.about(name));
      }
    }
    if (rules.isClosed()) {
      ArrayNode known = config.putObject("propertyNames").putArray("enum");
      names.forEach(known::add);
    }
    if (!rules.required().isEmpty()) {
      rules.required().forEach(config.putArray("required")::add);
      then.putArray("required").add("config");
    }
  }
}

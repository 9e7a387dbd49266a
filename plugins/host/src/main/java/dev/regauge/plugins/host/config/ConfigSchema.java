package dev.regauge.plugins.host.config;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import dev.regauge.plugins.host.PluginFailure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of a plugin's settings: 2020-12 unless its {@code $schema} says another draft. It
 * is somebody else's: it fetches nothing, and a pattern that never ends or a reference to itself is
 * the plugin's failure and not ours.
 */
public final class ConfigSchema implements ConfigRules {

  private final JsonNode text;
  private final Schema schema;
  private final Duration time;

  private ConfigSchema(JsonNode text, Schema schema, Duration time) {
    this.text = text;
    this.schema = schema;
    this.time = time;
  }

  /**
   * Reads a schema.
   *
   * @param time for each use of it
   * @throws PluginFailure when it is none, or refers to what is not in it
   */
  public static ConfigSchema of(JsonNode text, Duration time) throws PluginFailure {
    return Timed.run(
        time,
        "is no JSON Schema",
        () -> {
          String draft = text.path("$schema").asString("").replaceFirst("#$", "");
          SpecificationVersion version =
              draft.isEmpty()
                  ? SpecificationVersion.DRAFT_2020_12
                  : SpecificationVersion.fromDialectId(text.path("$schema").asString())
                      .orElseThrow(() -> new PluginFailure("is of no known draft: " + draft));
          SchemaRegistry registry =
              SchemaRegistry.withDefaultDialect(
                  version,
                  made ->
                      made.schemaLoader(
                          loader -> loader.allow(address -> isMetaschema(address.toString()))));
          List<Error> wrong =
              registry.getSchema(SchemaLocation.of(version.getDialectId())).validate(text);
          if (!wrong.isEmpty()) {
            Error first = wrong.getFirst();
            throw new PluginFailure(
                "is no JSON Schema: " + first.getInstanceLocation() + " " + first.getMessage());
          }
          Schema schema = registry.getSchema(text);
          schema.initializeValidators();
          return new ConfigSchema(text, schema, time);
        });
  }

  /** The drafts' own schemas are in the library. */
  private static boolean isMetaschema(String address) {
    return address.matches("https?://json-schema[.]org/draft.*");
  }

  /** Returns the schema as it is written. */
  public JsonNode text() {
    return text;
  }

  @Override
  public List<String> required() {
    return text.path("required").values().stream().map(name -> name.asString("")).toList();
  }

  @Override
  public List<String> optional() {
    List<String> required = required();
    return text.path("properties").propertyNames().stream()
        .filter(name -> !required.contains(name))
        .toList();
  }

  /** What patterns or other schemas allow besides is not looked into: then it is open. */
  @Override
  public boolean isClosed() {
    List<String> others =
        List.of("$ref", "allOf", "anyOf", "oneOf", "if", "dependentSchemas", "patternProperties");
    return text.path("additionalProperties").isBoolean()
        && !text.path("additionalProperties").asBoolean()
        && others.stream().noneMatch(text::has);
  }

  @Override
  public String about(String setting) {
    return text.path("properties").path(setting).path("description").asString("");
  }

  @Override
  public List<SettingFault> faults(ObjectNode settings) throws PluginFailure {
    List<Error> errors =
        Timed.run(
            time,
            "has a schema of its settings that cannot be applied",
            () ->
                schema.validate(
                    settings,
                    context ->
                        context.executionConfig(
                            config -> config.formatAssertionsEnabled(true).locale(Locale.ROOT))));
    return new SchemaErrors(text, settings).faults(errors);
  }

  /** Returns what a path leads to. */
  static JsonNode at(JsonNode root, NodePath path) {
    JsonNode node = root;
    for (int i = 0; i < path.getNameCount(); i++) {
      Object step = path.getElement(i);
      node = step instanceof Integer position ? node.path(position) : node.path(step.toString());
    }
    return node;
  }
}

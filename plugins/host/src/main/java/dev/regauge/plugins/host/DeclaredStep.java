package dev.regauge.plugins.host;

import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.api.StepAnswer;
import dev.regauge.plugins.api.StepRequest;
import dev.regauge.plugins.host.manifest.PluginManifest.SecretForm;
import dev.regauge.plugins.host.manifest.PluginManifest.StepForm;
import dev.regauge.spec.model.form.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Fills in a step that a manifest declares with what the author wrote. */
final class DeclaredStep {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private DeclaredStep() {}

  static StepAnswer of(PluginType type, StepForm form, StepRequest request) {
    List<String> faults = type == PluginType.SECRETS ? List.of() : faults(form, request);
    if (!faults.isEmpty()) {
      return StepAnswer.refused(faults);
    }
    ObjectNode settings = request.settings();
    ObjectNode fields = NODES.objectNode();
    if (type == PluginType.SECRETS && form.secret().isPresent()) {
      secret(form.secret().get(), settings, fields);
    } else if (type == PluginType.QUALITY) {
      test(form, settings, fields);
    } else if (form.connector().isPresent()) {
      // The settings stay where the author wrote them: the step hands them to the class.
      fields
          .putObject("run")
          .putObject("connector")
          .put("type", request.name())
          .put("entrypoint", form.connector().get());
    } else {
      form.entrypoint().ifPresent(function -> fields.putObject("run").put("python", function));
      form.sql().ifPresent(query -> fields.putObject("run").put("sql", query));
      variables(request, fields);
    }
    return fields.isEmpty()
        ? StepAnswer.refused(List.of("its plugin does not say what the step does"))
        : StepAnswer.of(fields);
  }

  private static List<String> faults(StepForm form, StepRequest request) {
    List<String> faults = new ArrayList<>();
    for (String name : request.settings().propertyNames()) {
      if (form.sql().isPresent() && !isPlain(request.settings().get(name))) {
        // It becomes part of a query, so it may be a name or a number and nothing else.
        faults.add("the setting '" + name + "' is to be a name or a number");
      }
    }
    return faults;
  }

  private static boolean isPlain(JsonNode value) {
    return value.isNumber() || (value.isString() && TextFormat.NAME.matches(value.stringValue()));
  }

  private static void test(StepForm form, ObjectNode settings, ObjectNode fields) {
    form.entrypoint()
        .ifPresent(
            function -> {
              ObjectNode python = fields.putObject("python");
              python.put("entrypoint", function);
              python.set("params", settings);
            });
    form.sql()
        .ifPresent(
            condition -> fields.putObject("expression").put("sql", filled(condition, settings)));
  }

  /** A source's settings are variables of its step: references stay references. */
  private static void variables(StepRequest request, ObjectNode fields) {
    if (request.settings().isEmpty()) {
      return;
    }
    ObjectNode env = fields.putObject("env");
    request
        .settings()
        .properties()
        .forEach(
            entry -> {
              String name = (request.name() + "_" + entry.getKey()).toUpperCase(Locale.ROOT);
              JsonNode value = entry.getValue();
              boolean isReference =
                  value.has("secretRef") || value.has("env") || value.has("service");
              if (isReference) {
                env.set(name, value);
              } else {
                env.put(name, value.isContainer() ? value.toString() : value.asString(""));
              }
            });
  }

  private static void secret(SecretForm form, ObjectNode reference, ObjectNode fields) {
    fields.put("name", filled(form.name(), reference));
    fields.put("key", filled(form.key(), reference));
    fields.put("source", form.source());
  }

  private static String filled(String text, ObjectNode values) {
    String filled = text;
    for (var entry : values.properties()) {
      filled = filled.replace("{" + entry.getKey() + "}", entry.getValue().asString(""));
    }
    return filled;
  }
}

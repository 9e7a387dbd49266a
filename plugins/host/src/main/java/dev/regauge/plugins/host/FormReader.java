package dev.regauge.plugins.host;

import dev.regauge.plugins.api.PluginType;
import dev.regauge.plugins.host.config.ConfigForms;
import dev.regauge.plugins.host.config.ConfigNames;
import dev.regauge.plugins.host.config.ConfigRules;
import dev.regauge.plugins.host.config.ConfigSchema;
import dev.regauge.plugins.host.manifest.ManifestFile;
import dev.regauge.plugins.host.manifest.PluginHome;
import dev.regauge.plugins.host.manifest.PluginManifest;
import dev.regauge.plugins.host.manifest.PluginManifest.StepForm;
import dev.regauge.spec.model.Value;
import dev.regauge.spec.plan.PlanJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads what a plugin's manifest asks of settings. */
final class FormReader {
  private final PluginHome home;
  private final Duration time;

  FormReader(PluginHome home, Duration time) {
    this.home = home;
    this.time = time;
  }

  /** Returns it; a schema that is none is the plugin's failure. */
  ConfigForms forms(PluginManifest manifest) throws PluginFailure {
    SortedMap<String, ConfigRules> steps = new TreeMap<>();
    for (var step : manifest.steps().entrySet()) {
      StepForm form = step.getValue();
      PluginType type = ManifestFile.typeOf(manifest, form);
      boolean namesNothing = form.required().isEmpty() && form.settings().isEmpty();
      if (form.configSchema().isPresent()) {
        steps.put(step.getKey(), schema("step '" + step.getKey() + "'", form.configSchema().get()));
      } else if (type != PluginType.SECRETS
          && !(namesNothing && PluginReader.hasService(type, home.files()))) {
        // Code that names no settings judges them itself.
        steps.put(step.getKey(), new ConfigNames(form.required(), form.settings()));
      }
    }
    Optional<ConfigSchema> own =
        manifest.configSchema().isPresent()
            ? Optional.of(schema("plugin", manifest.configSchema().get()))
            : Optional.empty();
    return new ConfigForms(own, steps);
  }

  private ConfigSchema schema(String whose, Value written) throws PluginFailure {
    String name = written instanceof Value.Text(String path) ? "'" + path + "'" : "it";
    try {
      return ConfigSchema.of(text(written), time);
    } catch (PluginFailure e) {
      throw new PluginFailure(
          "the configSchema of its " + whose + ": " + name + " " + e.getMessage());
    }
  }

  private JsonNode text(Value written) throws PluginFailure {
    return switch (written) {
      case Value.Text(String path) -> file(path);
      case Value.Mapping(SortedMap<String, Value> schema) ->
          ServiceCalls.MAPPER.readTree(PlanJson.write(schema));
      case Value.Number _,
          Value.Bool _,
          Value.Nothing _,
          Value.Sequence _,
          Value.EnvironmentRef _,
          Value.ServiceRef _,
          Value.SecretRef _ ->
          throw new PluginFailure("is neither a schema nor the path of one");
    };
  }

  private JsonNode file(String path) throws PluginFailure {
    try {
      byte[] bytes =
          home.read(path).orElseThrow(() -> new PluginFailure("is a file that is not there"));
      return ServiceCalls.MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw new PluginFailure("cannot be read: " + e.getMessage());
    } catch (JacksonException e) {
      throw new PluginFailure("is no JSON: " + e.getOriginalMessage());
    }
  }
}

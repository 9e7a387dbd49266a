package dev.regauge.plugins.host.manifest;

import dev.regauge.spec.model.Value;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A plugin's {@code plugin.yaml}, as it is written.
 *
 * @param also what else it is, beside its type
 * @param configSchema the JSON Schema of the plugin's own settings, or the path of its file
 * @param spec files of the product, for a provider without code
 * @param steps by name, for a source, transform, check or secret store without code
 * @param models those of a semantic layer without code
 * @param bundle files for bundles, for an extension or a chart without code
 * @param python folders with the Python packages that the steps need
 */
public record PluginManifest(
    @Format(TextFormat.PRODUCT_NAME) String name,
    @Format(TextFormat.VERSION) String version,
    @Format(TextFormat.ONE_LINE) String apiVersion,
    @Format(TextFormat.NAME) String type,
    @Format(TextFormat.NAME) List<String> also,
    Optional<String> description,
    @Format(TextFormat.ONE_LINE) Optional<String> author,
    @Format(TextFormat.ONE_LINE) Optional<String> homepage,
    @Format(TextFormat.ONE_LINE) Optional<String> documentation,
    @Format(TextFormat.ONE_LINE) List<String> tags,
    @Format(TextFormat.ONE_LINE) Optional<String> license,
    @Format(TextFormat.CAPABILITY) List<String> provides,
    @Format(TextFormat.CAPABILITY) List<String> requires,
    @Format(TextFormat.CAPABILITY) List<String> optional,
    Optional<Value> configSchema,
    @Format(TextFormat.PATH) List<String> spec,
    @KeyFormat(TextFormat.NAME) SortedMap<String, StepForm> steps,
    List<ModelForm> models,
    List<CopiedFile> bundle,
    @Format(TextFormat.PATH) List<String> python) {

  /**
   * A step without code.
   *
   * @param as what kind of step it is, for a plugin of several; empty = what the plugin is
   * @param entrypoint the Python function that does it
   * @param connector the Python class of a source with {@code validate_config}, {@code
   *     test_connection}, {@code get_schema} and {@code fetch_data}
   * @param sql the query of a transform, or the condition of a check; {@code {name}} is a setting
   * @param required settings that the author must give
   * @param settings settings that the author may give
   * @param configSchema the JSON Schema of the settings, in place of both lists, or the path of its
   *     file
   */
  public record StepForm(
      @Choice({"source", "transform", "quality", "secret"}) Optional<String> as,
      @Format(TextFormat.ENTRYPOINT) Optional<String> entrypoint,
      @Format(TextFormat.ENTRYPOINT) Optional<String> connector,
      Optional<String> sql,
      Optional<SecretForm> secret,
      @Format(TextFormat.NAME) List<String> required,
      @Format(TextFormat.NAME) List<String> settings,
      Optional<Value> configSchema) {}

  /** Where the secrets of a store are found; {@code {name}} and {@code {key}} are the author's. */
  public record SecretForm(
      @Choice({"kubernetes", "env"}) String source,
      @Format(TextFormat.ONE_LINE) String name,
      @Format(TextFormat.ONE_LINE) String key) {}

  /**
   * A model of a semantic layer, which becomes the asset {@code semantic/NAME}.
   *
   * @param inputs the keys of the assets that the query reads
   */
  public record ModelForm(
      @Format(TextFormat.NAME) String name,
      Optional<String> description,
      String sql,
      @Format(TextFormat.ASSET_KEY) List<String> inputs) {}

  /**
   * A file of the plugin that bundles get.
   *
   * @param adapters the ids of the adapters whose bundles get it; empty = all
   */
  public record CopiedFile(
      @Format(TextFormat.PATH) String from,
      @Format(TextFormat.PATH) String to,
      @Format(TextFormat.PRODUCT_NAME) List<String> adapters) {}
}

package dev.regauge.plugins.host;

import dev.regauge.spec.model.Value;
import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What {@code regauge.yaml} says, which lies beside the product or above it and holds for every
 * product below.
 *
 * @param capabilities the provider of each capability, unless the product or asset says otherwise
 */
public record ProjectSettings(
    PluginsSpec plugins,
    @KeyFormat(TextFormat.NAME) @Format(TextFormat.NAME) SortedMap<String, String> capabilities) {

  /**
   * Which plugins there are.
   *
   * @param enabled false = built-in ones only
   * @param from jars, wheels, folders, and Maven coordinates
   * @param allow the only ones that may be used; empty = all
   * @param deny those that may not; wins over allow
   * @param trusted whose code runs in the generator's own process
   * @param repository the local Maven repository; the user's own by default
   * @param config each plugin's own settings, by its name
   */
  public record PluginsSpec(
      Optional<Boolean> enabled,
      @Format(TextFormat.ONE_LINE) List<String> from,
      @Format(TextFormat.PRODUCT_NAME) List<String> allow,
      @Format(TextFormat.PRODUCT_NAME) List<String> deny,
      @Format(TextFormat.PRODUCT_NAME) List<String> trusted,
      @Format(TextFormat.ONE_LINE) Optional<String> repository,
      Optional<LimitsSpec> limits,
      @KeyFormat(TextFormat.PRODUCT_NAME) SortedMap<String, Value> config) {}

  /** What a plugin in a process of its own may take. */
  public record LimitsSpec(
      @Between(min = 1, max = 3600) Optional<Integer> seconds,
      @Between(min = 16, max = 65536) Optional<Integer> memoryMib,
      @Between(min = 1, max = 1024) Optional<Integer> outputMib) {}
}

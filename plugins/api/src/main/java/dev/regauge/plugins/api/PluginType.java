package dev.regauge.plugins.api;

import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.plugins.api.catalog.TableCatalog;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a plugin can be: its word in files and commands, and the interface that it implements. */
public enum PluginType {
  /** Turns the plan into an orchestrator's bundle. */
  ORCHESTRATOR("orchestrator", "orchestrators", OrchestratorAdapter.class),
  /** Adds files to the bundles of an adapter. */
  EXTENSION("extension", "extensions", AdapterExtension.class),
  /** Adds assets to a product. */
  ASSET("asset", "assets", AssetProvider.class),
  /** Adds resources to a product. */
  RESOURCE("resource", "resources", ResourceProvider.class),
  /** Makes the step of an asset that loads from a system outside. */
  SOURCE("source", "sources", SourcePlugin.class),
  /** Makes and changes the tables that a product declares. */
  CATALOG("catalog", "catalogs", TableCatalog.class),
  /** Adds an engine that queries run on. */
  COMPUTE("compute", "computes", ComputePlugin.class),
  /** Makes the test of a check. */
  QUALITY("quality", "qualities", QualityPlugin.class),
  /** Makes the step of an asset from others. */
  TRANSFORM("transform", "transforms", TransformPlugin.class),
  /** Adds the models of a semantic layer. */
  SEMANTIC("semantic", "semantics", SemanticProvider.class),
  /** Adds services of the platform. */
  SERVICE("service", "services", ServicePlugin.class),
  /** Adds hooks on the events of steps. */
  HOOK("hook", "hooks", HookPlugin.class),
  /** Finds the secrets of another store. */
  SECRETS("secret", "secrets", SecretsPlugin.class),
  /** Adds Helm charts to bundles. */
  CHARTS("chart", "charts", ChartProvider.class),
  /** Is a command of the command line. */
  COMMAND("command", "commands", CommandPlugin.class);

  private final String word;
  private final String plural;
  private final Class<?> service;

  PluginType(String word, String plural, Class<?> service) {
    this.word = word;
    this.plural = plural;
    this.service = service;
  }

  /** Returns the word in files and commands, for example {@code source}. */
  public String word() {
    return word;
  }

  /** Returns the group of a Python wheel's entry points, for example {@code regauge.sources}. */
  public String group() {
    return "regauge." + plural;
  }

  /** Returns the interface that a Java plugin of this type implements. */
  public Class<?> service() {
    return service;
  }

  /** Returns the type that a word means, in singular or plural. */
  public static Optional<PluginType> of(String word) {
    return Arrays.stream(values())
        .filter(type -> type.word.equals(word) || type.plural.equals(word))
        .findFirst();
  }

  /** Returns every word, in singular. */
  public static List<String> words() {
    return Arrays.stream(values()).map(PluginType::word).toList();
  }
}

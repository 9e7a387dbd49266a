package dev.regauge.plugins.host;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Chooses a provider for every capability that assets and plugins need.
 *
 * <p>The order: the asset's tag, the asset's own choice, the product's, the project's, what every
 * product has anyway, the only provider. Several and no choice is a mistake, and so is none.
 */
public final class Capabilities {

  /** Begins the tag by which an asset chooses, for example {@code capability/query_engine}. */
  static final String TAG = "capability/";

  /** What the generator itself provides to every product. */
  private static final SortedMap<String, String> ANYWAY =
      new TreeMap<>(Map.of("table_store", "iceberg", "query_engine", "duckdb"));

  private final ProductPlugins plugins;
  private final SpecGraph graph;
  private final Diagnostics out;
  private final SortedMap<String, SortedSet<String>> providers = new TreeMap<>();
  private final List<Choice> choices = new ArrayList<>();

  private Capabilities(ProductPlugins plugins, SpecGraph graph, Diagnostics out) {
    this.plugins = plugins;
    this.graph = graph;
    this.out = out;
    ANYWAY.forEach((type, provider) -> provider(type, provider));
    for (Plugin plugin : plugins.registry().all()) {
      if (plugin.status() == Plugin.Status.OK) {
        for (String capability : plugin.metadata().orElseThrow().provides()) {
          int colon = capability.indexOf(':');
          if (colon > 0) {
            provider(capability.substring(0, colon), capability.substring(colon + 1));
          }
        }
      }
    }
  }

  private void provider(String type, String provider) {
    providers.computeIfAbsent(type, _ -> new TreeSet<>()).add(provider);
  }

  /** Returns every choice, by owner and type; what cannot be chosen is a finding. */
  public static List<Choice> choose(ProductPlugins plugins, SpecGraph graph, Diagnostics out) {
    Capabilities capabilities = new Capabilities(plugins, graph, out);
    capabilities.ofProduct();
    graph.writtenAssets().forEach(capabilities::ofAsset);
    List.copyOf(plugins.used().values()).forEach(capabilities::ofPlugin);
    return capabilities.choices.stream().distinct().toList();
  }

  /** Whether some choice has that provider; empty = any provider of the type. */
  public static boolean isChosen(List<Choice> choices, String type, String provider) {
    return choices.stream()
        .anyMatch(
            choice ->
                choice.type().equals(type)
                    && (provider.isEmpty() || choice.provider().equals(provider)));
  }

  private void ofProduct() {
    graph
        .product()
        .capabilities()
        .forEach(
            (type, provider) -> {
              SpecPath at = SpecPath.of("capabilities").entry(type);
              chosen("product", type, provider, "the product chooses it", at(at));
            });
  }

  private void ofAsset(AssetNode asset) {
    String owner = "assets[" + asset.key() + "]";
    String who = "asset '" + asset.key() + "'";
    SpecPath path = asset.path();
    asset
        .spec()
        .capabilities()
        .forEach(
            (type, provider) ->
                chosen(
                    owner,
                    type,
                    provider,
                    "the asset chooses it",
                    at(path.field("capabilities").entry(type))));
    List<String> requires = asset.spec().requires();
    for (int i = 0; i < requires.size(); i++) {
      wanted(owner, who, requires.get(i), asset, at(path.field("requires").at(i)));
    }
    List<String> optional = asset.spec().optional();
    for (int i = 0; i < optional.size(); i++) {
      if (isThere(optional.get(i))) {
        wanted(owner, who, optional.get(i), asset, at(path.field("optional").at(i)));
      } else {
        out.add(
            PluginCodes.noOptionalProvider(who, optional.get(i))
                .at(path.field("optional").at(i), graph.locator()));
      }
    }
  }

  private void ofPlugin(Plugin plugin) {
    String who = "plugin '" + plugin.name() + "'";
    var metadata = plugin.metadata().orElseThrow();
    for (String wanted : metadata.requires()) {
      choose("plugin " + plugin.name(), who, wanted, Optional.empty(), Function.identity());
    }
    for (String wanted : metadata.optional()) {
      if (isThere(wanted)) {
        choose("plugin " + plugin.name(), who, wanted, Optional.empty(), Function.identity());
      } else {
        out.add(PluginCodes.noOptionalProvider(who, wanted));
      }
    }
  }

  private Function<Diagnostic, Diagnostic> at(SpecPath path) {
    return finding -> finding.at(path, graph.locator());
  }

  private boolean isThere(String wanted) {
    int colon = wanted.indexOf(':');
    SortedSet<String> known =
        providers.getOrDefault(colon < 0 ? wanted : wanted.substring(0, colon), new TreeSet<>());
    return colon < 0 ? !known.isEmpty() : known.contains(wanted.substring(colon + 1));
  }

  private void wanted(
      String owner,
      String who,
      String wanted,
      AssetNode asset,
      Function<Diagnostic, Diagnostic> place) {
    choose(owner, who, wanted, Optional.of(asset), place);
  }

  private void choose(
      String owner,
      String who,
      String wanted,
      Optional<AssetNode> asset,
      Function<Diagnostic, Diagnostic> place) {
    int colon = wanted.indexOf(':');
    if (!isThere(wanted)) {
      out.add(place.apply(PluginCodes.noProvider(who, wanted, known())));
      return;
    }
    if (colon >= 0) {
      String type = wanted.substring(0, colon);
      chosen(owner, type, wanted.substring(colon + 1), "it is needed by name", place);
      return;
    }
    Optional<String> tag = asset.map(node -> node.spec().tags().get(TAG + wanted));
    Optional<String> own = asset.map(node -> node.spec().capabilities().get(wanted));
    Optional<String> product = Optional.ofNullable(graph.product().capabilities().get(wanted));
    Optional<String> project =
        Optional.ofNullable(plugins.registry().project().capabilities().get(wanted));
    SortedSet<String> all = providers.getOrDefault(wanted, new TreeSet<>());
    if (tag.isPresent()) {
      chosen(owner, wanted, tag.get(), "the asset's tag chooses it", place);
    } else if (own.isPresent()) {
      chosen(owner, wanted, own.get(), "the asset chooses it", place);
    } else if (product.isPresent()) {
      chosen(owner, wanted, product.get(), "the product chooses it", place);
    } else if (project.isPresent()) {
      chosen(owner, wanted, project.get(), "the project chooses it", place);
    } else if (all.size() == 1) {
      chosen(owner, wanted, all.first(), "it is the only provider", place);
    } else {
      out.add(place.apply(PluginCodes.severalProviders(who, wanted, all)));
    }
  }

  private void chosen(
      String owner,
      String type,
      String provider,
      String reason,
      Function<Diagnostic, Diagnostic> place) {
    if (!isThere(type + ":" + provider)) {
      out.add(place.apply(PluginCodes.noProvider(owner, type + ":" + provider, known())));
      return;
    }
    choices.add(new Choice(owner, type, provider, reason));
    for (Plugin plugin : plugins.registry().all()) {
      if (plugin.status() == Plugin.Status.OK
          && plugin.form() != Plugin.Form.BUILT_IN
          && plugin.metadata().orElseThrow().provides().contains(type + ":" + provider)) {
        plugins.use(plugin);
      }
    }
  }

  private List<String> known() {
    List<String> all = new ArrayList<>();
    providers.forEach((type, names) -> names.forEach(name -> all.add(type + ":" + name)));
    return all;
  }
}

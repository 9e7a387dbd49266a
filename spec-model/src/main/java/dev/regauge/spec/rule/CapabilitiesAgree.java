package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an asset requires and what it chooses do not contradict each other. */
final class CapabilitiesAgree implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-072");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (!asset.spec().requires().isEmpty()) {
      check(graph, asset, out);
    }
  }

  private static void check(SpecGraph graph, AssetNode asset, Diagnostics out) {
    SortedMap<String, Choice> chosen = new TreeMap<>();
    asset
        .spec()
        .capabilities()
        .forEach(
            (type, provider) -> {
              SpecPath at = asset.path().field("capabilities").entry(type);
              chosen.put(type, new Choice(provider, at));
            });
    List<String> requires = asset.spec().requires();
    for (int i = 0; i < requires.size(); i++) {
      int colon = requires.get(i).indexOf(':');
      if (colon < 0) {
        continue;
      }
      String type = requires.get(i).substring(0, colon);
      String provider = requires.get(i).substring(colon + 1);
      SpecPath at = asset.path().field("requires").at(i);
      Choice other = chosen.putIfAbsent(type, new Choice(provider, at));
      if (other != null && !other.provider().equals(provider)) {
        out.add(
            Diagnostic.error(
                    CODE,
                    "asset '"
                        + asset.key()
                        + "' needs "
                        + provider
                        + " and "
                        + other.provider()
                        + " as its "
                        + type)
                .at(at, graph.locator())
                .label("needs " + provider)
                .related(graph.locator().valueAt(other.at()), "chooses " + other.provider())
                .help("write the same provider at both places, or '" + type + "' for any"));
      }
    }
  }

  /** A provider, and where it is named. */
  private record Choice(String provider, SpecPath at) {}
}

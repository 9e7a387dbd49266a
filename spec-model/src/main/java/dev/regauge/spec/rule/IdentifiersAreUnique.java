package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Two asset keys never become one identifier.
 *
 * <p>A key becomes {@code silver__orders} in code and {@code silver--orders} in Kubernetes, where a
 * name neither begins nor ends with a separator (docs/adr/0008).
 */
final class IdentifiersAreUnique implements Rule {

  private static final Code CODE = new Code("RG-RULE-001");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    Map<String, AssetNode> taken = new LinkedHashMap<>();
    for (AssetNode asset : graph.assetsByKey()) {
      AssetNode other = taken.putIfAbsent(form(asset.key()), asset);
      if (other != null) {
        boolean isLater = other.index() < asset.index();
        out.add(clash(graph, isLater ? other : asset, isLater ? asset : other));
      }
    }
  }

  /** The narrowest form that a target gives to a key. */
  private static String form(String key) {
    String identifier = key.replace("/", "__");
    int from = 0;
    int to = identifier.length();
    while (from < to && identifier.charAt(from) == '_') {
      from++;
    }
    while (to > from && identifier.charAt(to - 1) == '_') {
      to--;
    }
    return identifier.substring(from, to);
  }

  private static Diagnostic clash(SpecGraph graph, AssetNode first, AssetNode second) {
    SpecPath at = second.path().field("key");
    return Diagnostic.error(
            CODE,
            "assets '"
                + first.key()
                + "' and '"
                + second.key()
                + "' become the same name in a target: '"
                + form(second.key())
                + "'")
        .at(at, graph.locator())
        .label("the same name as '" + first.key() + "'")
        .related(graph.locator().valueAt(first.path().field("key")), "the other one")
        .help("rename one of them; 'was' keeps its history");
  }
}

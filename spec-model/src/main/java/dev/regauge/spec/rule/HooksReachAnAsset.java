package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.HookSpec;
import java.util.List;

/** A hook that asks for tags listens to at least one asset: one of its own that has all of them. */
final class HooksReachAnAsset implements Rule {

  private static final Code CODE = new Code("RG-RULE-160");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<HookSpec> hooks = graph.product().hooks();
    for (int i = 0; i < hooks.size(); i++) {
      HookSpec hook = hooks.get(i);
      if (hook.tags().isEmpty()
          || hook.events().stream().anyMatch(ServiceHooksHearAService::isOfServices)
          || graph.writtenAssets().stream().anyMatch(asset -> isHeard(asset, hook))) {
        continue;
      }
      boolean isNamed = !hook.assets().isEmpty();
      out.add(
          Diagnostic.error(CODE, "hook '" + hook.name() + "' listens to no asset")
              .at(SpecPath.of("hooks").at(i).field("tags"), graph.locator())
              .label((isNamed ? "none of the hook's assets" : "no asset") + " has these tags")
              .help("write tags that an asset has, or leave tags out to listen to any")
              .missing(Diagnostic.Absence.from("assets[].tags")));
    }
  }

  private static boolean isHeard(AssetNode asset, HookSpec hook) {
    return (hook.assets().isEmpty() || hook.assets().contains(asset.key()))
        && asset.spec().tags().entrySet().containsAll(hook.tags().entrySet());
  }
}

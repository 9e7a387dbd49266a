package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.Value;
import java.util.List;

/**
 * A source of a product with a production reads by {@code https}: what its settings say as a
 * literal is so in production too. What a variable says is judged where its values are.
 */
final class SourcesSpeakHttps implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-491");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (!(asset.spec().run() instanceof RunSpec.Connector source)
        || graph.product().environments().keySet().stream()
            .noneMatch(OpenAddress.PRODUCTION::contains)) {
      return;
    }
    SpecPath config = asset.path().field("run").field("connector").field("config");
    source.config().forEach((name, value) -> judge(graph, name, value, config.entry(name), out));
  }

  private static void judge(
      SpecGraph graph, String name, Value value, SpecPath at, Diagnostics out) {
    switch (value) {
      case Value.Text(String text) -> {
        if (OpenAddress.is(text)) {
          out.add(
              Diagnostic.warning(CODE, "the source's '" + name + "' is reached without encryption")
                  .at(at, graph.locator())
                  .label("http, to a host outside, in production too")
                  .help("write https://, or {env: NAME} where only other environments speak http"));
        }
      }
      case Value.Mapping map ->
          map.entries().forEach((key, each) -> judge(graph, key, each, at.entry(key), out));
      case Value.Sequence(List<Value> items) -> {
        for (int i = 0; i < items.size(); i++) {
          judge(graph, name, items.get(i), at.at(i), out);
        }
      }
      case Value.Number _,
          Value.Bool _,
          Value.Nothing _,
          Value.EnvironmentRef _,
          Value.ServiceRef _,
          Value.SecretRef _ -> {}
    }
  }
}

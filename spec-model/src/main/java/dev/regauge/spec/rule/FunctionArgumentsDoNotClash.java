package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a function can ask for by name has one meaning: the context, the inputs, the asset's
 * resources, the params (semantics 26).
 */
final class FunctionArgumentsDoNotClash implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-025");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    switch (asset.spec().run()) {
      case RunSpec.Python _ -> check(graph, asset, new TreeMap<>(), out);
      case RunSpec.Spark spark when spark.app().contains(":") -> {
        SortedMap<String, Argument> taken = new TreeMap<>();
        taken.put("spark", new Argument("the session of Spark", Optional.empty()));
        check(graph, asset, taken, out);
      }
      case RunSpec.Dlt dlt -> {
        SortedMap<String, Argument> taken = new TreeMap<>();
        SpecPath args = asset.path().field("run").field("dlt").field("args");
        dlt.args()
            .keySet()
            .forEach(
                name -> taken.put(name, new Argument("an arg", Optional.of(args.entry(name)))));
        checkResources(graph, asset, taken, out);
      }
      default -> {}
    }
  }

  private static void check(
      SpecGraph graph, AssetNode asset, SortedMap<String, Argument> taken, Diagnostics out) {
    taken.put("context", new Argument("the context", Optional.empty()));
    for (AssetNode.Input input : asset.inputs()) {
      Argument argument = new Argument("an input", Optional.of(input.path().field("as")));
      report(graph, asset, input.as(), taken.putIfAbsent(input.as(), argument), argument, out);
    }
    checkResources(graph, asset, taken, out);
    for (String param : graph.product().params().keySet()) {
      Argument other = taken.get(param);
      if (other != null && other.at().isPresent()) {
        Argument argument =
            new Argument("a param", Optional.of(SpecPath.of("params").entry(param)));
        report(graph, asset, param, argument, other, out);
      }
    }
  }

  private static void checkResources(
      SpecGraph graph, AssetNode asset, SortedMap<String, Argument> taken, Diagnostics out) {
    List<String> resources = asset.spec().resources();
    for (int i = 0; i < resources.size(); i++) {
      String name = resources.get(i);
      Argument argument =
          new Argument("a resource", Optional.of(asset.path().field("resources").at(i)));
      Argument other = taken.putIfAbsent(name, argument);
      report(graph, asset, name, other, argument, out);
    }
  }

  private static void report(
      SpecGraph graph,
      AssetNode asset,
      String name,
      @Nullable Argument other,
      Argument argument,
      Diagnostics out) {
    if (other == null) {
      return;
    }
    Diagnostic finding =
        Diagnostic.error(
                CODE,
                "the function of asset '"
                    + asset.key()
                    + "' cannot tell "
                    + other.words()
                    + " from "
                    + argument.words()
                    + ": both are called '"
                    + name
                    + "'")
            .at(argument.at().orElseGet(asset::path), graph.locator())
            .label(argument.words() + " called '" + name + "'")
            .help("rename one of them; an input takes another name by 'as'");
    out.add(
        other
            .at()
            .map(at -> finding.related(graph.locator().keyAt(at), other.words() + " of that name"))
            .orElse(finding));
  }

  private record Argument(String words, Optional<SpecPath> at) {}
}

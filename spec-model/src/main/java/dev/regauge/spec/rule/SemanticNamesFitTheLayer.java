package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.RunSpec.SemanticModel;
import dev.regauge.spec.model.Value;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Cube takes the names of models and members, has each model once and, in a model, each member
 * once, and takes the metadata as they are.
 */
final class SemanticNamesFitTheLayer implements Rule {

  private static final Code CODE = new Code("RG-RULE-477");

  /**
   * Names are read as Python, and become JavaScript: words of either are none. {@code sql} is taken
   * for an expression wherever it stands.
   */
  private static final SortedSet<String> RESERVED =
      new TreeSet<>(
          Arrays.asList(
              ("and arguments as assert async await break case catch class const continue debugger"
                      + " def default del delete do elif else enum eval except export extends"
                      + " false finally for from function global if implements import in"
                      + " instanceof interface is lambda let new none nonlocal not null or"
                      + " package pass private protected public raise return sql static super"
                      + " switch this throw true try typeof var void while with yield")
                  .split(" ")));

  /** A model is a file of its name, and bundles lie on every file system. */
  private static final Pattern DEVICES = Pattern.compile("con|prn|aux|nul|(com|lpt)[0-9]");

  /** What Cube reads as an expression or a switch under these names, also in metadata. */
  private static final SortedSet<String> NOT_IN_METADATA =
      new TreeSet<>(
          Arrays.asList(
              ("extends external incremental mask prefix primaryKey propagateFiltersToSubQuery"
                      + " public readOnly rewriteQueries scheduledRefresh shown sql sqlTable"
                      + " sql_table subQuery unionWithSourceData useOriginalSqlPreAggregations")
                  .split(" ")));

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    SortedMap<String, SpecPath> models = new TreeMap<>();
    for (AssetNode asset : graph.writtenAssets()) {
      if (asset.spec().run() instanceof RunSpec.Semantic semantic) {
        SpecPath at = asset.path().field("run").field("semantic").field("models");
        for (int i = 0; i < semantic.models().size(); i++) {
          judge(graph, semantic.models().get(i), at.at(i), models, out);
        }
      }
    }
  }

  private static void judge(
      SpecGraph graph,
      SemanticModel model,
      SpecPath at,
      SortedMap<String, SpecPath> models,
      Diagnostics out) {
    name(graph, "model", model.name(), at.field("name"), models, out);
    if (DEVICES.matcher(model.name()).matches()) {
      out.add(
          Diagnostic.error(CODE, "no file could be called as the model '" + model.name() + "'")
              .at(at.field("name"), graph.locator())
              .label("a device on Windows")
              .help("give it another name"));
    }
    SortedMap<String, SpecPath> members = new TreeMap<>();
    List<String> lists = List.of("measures", "dimensions", "rollups");
    for (String list : lists) {
      List<String> names =
          switch (list) {
            case "measures" ->
                model.measures().stream().map(RunSpec.SemanticMeasure::name).toList();
            case "dimensions" ->
                model.dimensions().stream().map(RunSpec.SemanticDimension::name).toList();
            default -> model.rollups().stream().map(RunSpec.SemanticRollup::name).toList();
          };
      for (int i = 0; i < names.size(); i++) {
        SpecPath place = at.field(list).at(i).field("name");
        String noun = list.substring(0, list.length() - 1);
        name(graph, noun, names.get(i), place, members, out);
      }
    }
    model
        .metadata()
        .forEach((key, value) -> metadata(graph, key, value, at.field("metadata").entry(key), out));
  }

  private static void name(
      SpecGraph graph,
      String noun,
      String name,
      SpecPath at,
      SortedMap<String, SpecPath> taken,
      Diagnostics out) {
    if (RESERVED.contains(name) || name.startsWith("_")) {
      out.add(
          Diagnostic.error(CODE, "'" + name + "' is no name of a " + noun + " for Cube")
              .at(at, graph.locator())
              .label(name.startsWith("_") ? "does not begin with a letter" : "a word of its own")
              .help("give it another name"));
    }
    SpecPath other = taken.putIfAbsent(name, at);
    if (other != null) {
      String what = noun.equals("model") ? "two models have" : "two members of a model have";
      out.add(
          Diagnostic.error(CODE, what + " the name '" + name + "'")
              .at(at, graph.locator())
              .label("the second one")
              .related(graph.locator().valueAt(other), "the first one")
              .help("give one of them another name, or remove it"));
    }
  }

  private static void metadata(
      SpecGraph graph, String key, Value value, SpecPath at, Diagnostics out) {
    if (NOT_IN_METADATA.contains(key)) {
      out.add(
          Diagnostic.error(CODE, "Cube does not keep '" + key + "' in metadata as it is")
              .atKey(at, graph.locator())
              .label("a word of its own")
              .help("give it another name"));
    }
    switch (value) {
      case Value.EnvironmentRef _, Value.ServiceRef _, Value.SecretRef _ ->
          out.add(
              Diagnostic.error(CODE, "metadata of a model have no references")
                  .at(at, graph.locator())
                  .label("a model is the same in all environments")
                  .help("write the value itself, or leave it out"));
      case Value.Sequence(List<Value> items) -> {
        for (int i = 0; i < items.size(); i++) {
          metadata(graph, "", items.get(i), at.at(i), out);
        }
      }
      case Value.Mapping mapping ->
          mapping
              .entries()
              .forEach((name, item) -> metadata(graph, name, item, at.entry(name), out));
      case Value.Text _, Value.Number _, Value.Bool _, Value.Nothing _ -> {}
    }
  }
}

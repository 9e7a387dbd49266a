package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.form.PythonWords;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** No asset, job or argument is called what Python, an engine or a file system keeps for itself. */
final class NamesAreNotReserved implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-060");

  @Override
  public Code code() {
    return CODE;
  }

  /** Names of devices, which no Windows folder takes. */
  private static final SortedSet<String> DEVICES =
      new TreeSet<>(
          List.of(
              "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con",
              "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul",
              "prn"));

  /** What an engine or Python's own tools keep for themselves. */
  private static final SortedSet<String> TAKEN =
      new TreeSet<>(
          List.of(
              "__init__",
              "__main__",
              "arg_dict",
              "bool",
              "conf",
              "config",
              "conftest",
              "context",
              "dict",
              "float",
              "input",
              "input_arg_dict",
              "int",
              "meta",
              "output",
              "output_arg_dict",
              "str",
              "type"));

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    reserved(asset.key().replace("/", "__"))
        .ifPresent(
            why -> out.add(finding(graph, "asset", asset.key(), why, asset.path().field("key"))));
    if (asset.spec().run() instanceof RunSpec.Python) {
      arguments(graph, asset, out);
    }
  }

  @Override
  public void checkRest(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      if (job.spec().filter(spec -> spec.ofAsset().isEmpty()).isPresent()) {
        reserved(job.name())
            .ifPresent(
                why -> out.add(finding(graph, "job", job.name(), why, job.path().field("name"))));
      }
    }
  }

  private static void arguments(SpecGraph graph, AssetNode asset, Diagnostics out) {
    for (AssetNode.Input input : asset.inputs()) {
      if (PythonWords.KEYWORDS.contains(input.as())) {
        SpecPath at = input.path().field("as");
        out.add(finding(graph, "argument", input.as(), "a word of Python", at));
      }
    }
    List<String> resources = asset.spec().resources();
    for (int i = 0; i < resources.size(); i++) {
      if (PythonWords.KEYWORDS.contains(resources.get(i))) {
        SpecPath at = asset.path().field("resources").at(i);
        out.add(finding(graph, "argument", resources.get(i), "a word of Python", at));
      }
    }
  }

  private static Optional<String> reserved(String identifier) {
    if (PythonWords.KEYWORDS.contains(identifier)) {
      return Optional.of("a word of Python");
    }
    if (DEVICES.contains(identifier)) {
      return Optional.of("a device of Windows");
    }
    return TAKEN.contains(identifier)
        ? Optional.of("a name that an engine or Python's tools keep for themselves")
        : Optional.empty();
  }

  private static Diagnostic finding(
      SpecGraph graph, String kind, String name, String why, SpecPath at) {
    return Diagnostic.error(CODE, "no " + kind + " can be called '" + name + "', " + why)
        .at(at, graph.locator())
        .label("kept for something else")
        .help("write '" + name + "_', or a name that says more");
  }
}

package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.PrettyJson;
import dev.regauge.engine.explain.EdgeWords;
import dev.regauge.engine.explain.Explanation;
import dev.regauge.engine.explain.Explanation.InEnvironment;
import dev.regauge.engine.explain.KnownLeaves;
import dev.regauge.engine.explain.SpecLeaf;
import dev.regauge.engine.explain.UnknownPlace;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.Severity;
import dev.regauge.spec.resolve.Origin;
import dev.regauge.spec.resolve.ResolvedSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code regauge explain}: what a code means, or where a value of the product came from. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Explain a code (RG-LINK-001), or the values at a place of the product and their origin",
      "(assets[silver/orders].retry, or by position assets[2].retry).",
      "All codes: docs/reference/codes.md."
    })
final class ExplainCommand implements Callable<Integer> {
  /** How codes begin, and no field of a spec does. */
  private static final String CODES = "RG-";

  @Parameters(index = "0", paramLabel = "CODE|PATH", description = "What to explain.")
  String subject = "";

  @Mixin ProductArgument product = new ProductArgument();

  private final Terminal terminal;

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String code = subject.toUpperCase(Locale.ROOT);
    return code.startsWith(CODES) ? explainCode(code) : explainPlace();
  }

  private int explainCode(String code) {
    product.refuseFindings("the page of a code");
    String page =
        Findings.pageText(code).orElseThrow(() -> product.usage("there is no code " + code));
    if (product.isJson()) {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      terminal.data(PrettyJson.text(tree.put("version", 1).put("code", code).put("page", page)));
    } else {
      terminal.data(page);
    }
    return ExitCode.FINE;
  }

  private int explainPlace() {
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = product.compiler(found).compile(product.file(), found);
    Optional<KnownLeaves> values = KnownLeaves.of(compiled);
    if (values.isEmpty() || product.isForFindings()) {
      Findings.print(terminal, product, found, compiled);
      return Findings.exitCode(found);
    }
    ResolvedSpec spec = values.get().spec();
    List<SpecLeaf> all = values.get().known();
    List<SpecLeaf> leaves = all.stream().filter(leaf -> leaf.isIn(subject)).toList();
    boolean isDoubtful = values.get().doubtful().stream().anyMatch(leaf -> leaf.isIn(subject));
    if (leaves.isEmpty() && isDoubtful) {
      Findings.print(terminal, product, found, compiled);
      terminal.talkLine("what stands at '" + subject + "' cannot be told before that is mended");
      return Findings.exitCode(found);
    }
    if (leaves.isEmpty()) {
      throw product.usage(UnknownPlace.words(subject, spec.product(), all));
    }
    EdgeWords edges = EdgeWords.of(compiled);
    List<Explanation> explanations = Explanation.of(spec, all, leaves);
    if (product.isJson()) {
      terminal.data(json(explanations, edges));
    } else {
      ChoiceWords choices = new ChoiceWords(compiled.part().choices());
      explanations.forEach(explained -> print(explained, edges, choices));
    }
    noteErrors(found, isDoubtful);
    return ExitCode.FINE;
  }

  private void noteErrors(FoundDiagnostics found, boolean isDoubtful) {
    long errors = found.sorted().stream().filter(one -> one.severity() == Severity.ERROR).count();
    if (errors > 0) {
      terminal.talkLine(
          "note: the product has "
              + (errors == 1 ? "an error, which" : errors + " errors, which")
              + " 'regauge check' tells"
              + (isDoubtful ? "; values here that hang on what cannot be read are left out" : ""));
    }
  }

  private void print(Explanation explained, EdgeWords edges, ChoiceWords choices) {
    SpecLeaf leaf = explained.leaf();
    terminal.dataLine(explained.line());
    edges.at(leaf.path()).ifPresent(words -> terminal.dataLine("  " + words));
    choices.at(leaf.address(), leaf.text()).ifPresent(words -> terminal.dataLine("  " + words));
    for (InEnvironment there : explained.environments()) {
      terminal.dataLine(
          "  in " + there.name() + " = " + there.text() + "    # " + there.origin().words());
    }
  }

  private static String json(List<Explanation> explanations, EdgeWords edges) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", 1);
    var values = tree.putArray("values");
    for (Explanation explained : explanations) {
      SpecLeaf leaf = explained.leaf();
      ObjectNode node = values.addObject();
      node.put("address", leaf.address());
      node.put("path", leaf.path().text());
      node.put("value", leaf.text());
      edges.at(leaf.path()).ifPresent(words -> node.put("edge", words));
      put(explained.origin(), node);
      ArrayNode environments = node.putArray("environments");
      for (InEnvironment there : explained.environments()) {
        ObjectNode one = environments.addObject();
        one.put("environment", there.name());
        one.put("value", there.text());
        put(there.origin(), one);
      }
    }
    return PrettyJson.text(tree);
  }

  private static void put(Origin origin, ObjectNode node) {
    node.put("origin", origin.words());
    ArrayNode steps = node.putArray("steps");
    for (Origin.Step step : origin.steps()) {
      ObjectNode one = steps.addObject();
      switch (step) {
        case Origin.Overridden it -> one.put("kind", "environment").put("path", it.from());
        case Origin.Inherited it -> one.put("kind", "inherited").put("path", it.from());
        case Origin.Written _ -> one.put("kind", "written");
        case Origin.ShortForm it -> one.put("kind", "short-form").put("path", it.field());
        case Origin.Included _ -> one.put("kind", "included");
        case Origin.BuiltIn _ -> one.put("kind", "default");
      }
      step.place()
          .ifPresent(
              at -> one.put("file", at.file()).put("line", at.line()).put("column", at.column()));
    }
  }
}

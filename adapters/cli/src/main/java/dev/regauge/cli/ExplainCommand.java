package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.PrettyJson;
import dev.regauge.engine.ProductCompiler;
import dev.regauge.engine.explain.SpecLeaf;
import dev.regauge.engine.explain.SpecLeaves;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.resolve.ResolvedSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code regauge explain}: what a code means, or where a value of the product came from. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Explain a code (RG-LINK-001), or the values at a place of the product and their origin",
      "(assets[silver/orders].retry, or by position assets[2].retry)."
    })
final class ExplainCommand implements Callable<Integer> {
  private static final Pattern CODE = Pattern.compile("RG-[A-Z]+-[0-9]{3}");

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
    return CODE.matcher(code).matches() ? explainCode(code) : explainPlace();
  }

  private int explainCode(String code) {
    terminal.data(
        Findings.pageText(code).orElseThrow(() -> product.usage("there is no code " + code)));
    return ExitCode.FINE;
  }

  private int explainPlace() {
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = new ProductCompiler().compile(product.file(), found);
    if (compiled.spec().isEmpty()) {
      Findings.print(terminal, product, found, compiled);
      return ExitCode.WRONG_SPEC;
    }
    if (product.isForFindings()) {
      Findings.print(terminal, product, found, compiled);
      return Findings.exitCode(found);
    }
    ResolvedSpec spec = compiled.spec().get();
    List<SpecLeaf> all = SpecLeaves.of(spec.product());
    List<SpecLeaf> leaves = all.stream().filter(leaf -> leaf.isIn(subject)).toList();
    if (leaves.isEmpty()) {
      List<String> known = all.stream().map(SpecLeaf::address).toList();
      Optional<String> near = NearestName.to(subject, known);
      throw product.usage(
          "the product says nothing at '"
              + subject
              + "'"
              + near.map(name -> "; did you mean '" + name + "'?").orElse(""));
    }
    if (product.isJson()) {
      terminal.data(json(spec, leaves));
    } else {
      for (SpecLeaf leaf : leaves) {
        terminal.dataLine(
            leaf.address()
                + " = "
                + leaf.text()
                + "    # "
                + spec.origins().of(leaf.path()).words());
      }
    }
    return ExitCode.FINE;
  }

  private static String json(ResolvedSpec spec, List<SpecLeaf> leaves) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", 1);
    var values = tree.putArray("values");
    for (SpecLeaf leaf : leaves) {
      ObjectNode node = values.addObject();
      node.put("address", leaf.address());
      node.put("path", leaf.path().text());
      node.put("value", leaf.text());
      node.put("origin", spec.origins().of(leaf.path()).words());
    }
    return PrettyJson.text(tree);
  }
}

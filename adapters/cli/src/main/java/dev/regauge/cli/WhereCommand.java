package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.Generator;
import dev.regauge.engine.PrettyJson;
import dev.regauge.engine.UnknownTarget;
import dev.regauge.engine.common.CodeFiles;
import dev.regauge.engine.explain.Explanation;
import dev.regauge.engine.explain.SpecLeaf;
import dev.regauge.engine.explain.SpecLeaves;
import dev.regauge.engine.where.LineOrigins;
import dev.regauge.engine.where.Remaking;
import dev.regauge.engine.where.SpecPlaces;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.resolve.ResolvedSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code regauge where}: from a line of a generated file back to the product's own place. */
@Command(
    name = "where",
    mixinStandardHelpOptions = true,
    description = {
      "Say which values of the product a line of a generated file was made from, and where they",
      "are written (dist/airflow/dags/shop__daily.py:41, as a stack trace names it)."
    })
final class WhereCommand implements Callable<Integer> {
  private static final Pattern PLACE = Pattern.compile("(.+):([0-9]{1,9})(?::[0-9]+)?");
  private static final int MOST = 8;

  @Parameters(index = "0", paramLabel = "FILE:LINE", description = "The line of a bundle's file.")
  String place = "";

  @Mixin ProductArgument product = new ProductArgument();

  private final Terminal terminal;

  WhereCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    product.refuseFindings("the origin of a line");
    Matcher said = PLACE.matcher(place);
    if (!said.matches()) {
      throw product.usage("'" + place + "' is no FILE:LINE, for example dist/plan.json:12");
    }
    BundleLine line;
    try {
      line = BundleLine.at(Path.of(said.group(1)), Integer.parseInt(said.group(2)));
    } catch (BundleLine.NoLine e) {
      throw product.usage(String.valueOf(e.getMessage()));
    }
    Optional<String> own = CodeFiles.inProduct(line.path());
    if (own.isPresent() && product.isJson()) {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      tree.put("version", 1).put("code", own.get()).put("line", line.number());
      terminal.data(PrettyJson.text(tree));
      return ExitCode.FINE;
    }
    if (own.isPresent()) {
      terminal.dataLine(
          own.get() + ":" + line.number() + "    # the product's own code, copied byte for byte");
      return ExitCode.FINE;
    }
    return origins(line);
  }

  private int origins(BundleLine line) throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    Generator generator = product.generator(found);
    CompiledProduct compiled = generator.compile(product.file(), found);
    if (compiled.sound().isEmpty()) {
      Findings.print(terminal, product, found, compiled);
      return Findings.exitCode(found);
    }
    Remaking remaking;
    try {
      remaking = generator.remaking(compiled, line.lock(), found);
    } catch (UnknownTarget e) {
      throw product.usage(String.valueOf(e.getMessage()));
    }
    String name = remaking.product().plan().product().name();
    if (!name.equals(line.lock().product())) {
      throw product.usage(
          "the bundle is of the product '" + line.lock().product() + "', not of '" + name + "'");
    }
    OptionalInt now = remaking.lineOf(line.path(), line.lines(), line.number());
    if (now.isEmpty()) {
      terminal.talkLine(
          line.path()
              + ":"
              + line.number()
              + " is not what the product gives now: the line was changed by hand, or the product since then; see 'regauge generate --check'");
      return ExitCode.CHANGES;
    }
    print(line, remaking, LineOrigins.of(remaking, line.path()).at(now.getAsInt()));
    return ExitCode.FINE;
  }

  private void print(BundleLine line, Remaking remaking, LineOrigins.Answer answer) {
    ResolvedSpec spec = remaking.product().spec();
    List<SpecLeaf> all = SpecLeaves.of(spec.product());
    SpecPlaces places = new SpecPlaces(remaking.product().plan(), all);
    Set<SpecLeaf> found = new LinkedHashSet<>();
    answer.addresses().forEach(address -> found.addAll(places.of(address)));
    List<Explanation> explanations = Explanation.of(spec, all, found.stream().limit(MOST).toList());
    if (product.isJson()) {
      terminal.data(json(line, answer, explanations));
      return;
    }
    terminal.dataLine(line.path() + ":" + line.number() + "  " + line.text().strip());
    if (explanations.isEmpty()) {
      terminal.dataLine("  the same for every product, or of the product as a whole");
    }
    if (answer.isNear() && !explanations.isEmpty()) {
      terminal.dataLine("  the adapter's own words, in the part of:");
    }
    explanations.forEach(explained -> terminal.dataLine("  " + explained.line()));
    if (found.size() > MOST) {
      terminal.dataLine("  and " + (found.size() - MOST) + " more");
    }
  }

  private static String json(
      BundleLine line, LineOrigins.Answer answer, List<Explanation> explanations) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", 1);
    tree.put("target", line.lock().target());
    tree.put("file", line.path().value());
    tree.put("line", line.number());
    tree.put("text", line.text());
    tree.put("isOfLineAbove", answer.isNear());
    ArrayNode values = tree.putArray("values");
    for (Explanation explained : explanations) {
      ObjectNode node = values.addObject();
      node.put("address", explained.leaf().address());
      node.put("path", explained.leaf().path().text());
      node.put("value", explained.leaf().text());
      node.put("origin", explained.origin().words());
    }
    return PrettyJson.text(tree);
  }
}

package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.PrettyJson;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.plan.RunPlan.SemanticDimension;
import dev.regauge.spec.plan.RunPlan.SemanticMeasure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code regauge semantic list}: the models by name. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the models of the semantic layer, by name.")
final class SemanticListCommand implements Callable<Integer> {

  @Mixin ProductArgument product = new ProductArgument();

  private final Terminal terminal;

  SemanticListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = product.compiler(found).compile(product.file(), found);
    Findings.print(terminal, product, found, compiled);
    if (compiled.sound().isEmpty() || product.isForFindings()) {
      return Findings.exitCode(found);
    }
    var plan = compiled.sound().get().plan();
    List<PlannedModel> models = PlannedModel.of(plan);
    if (product.isJson()) {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      tree.put("version", 1);
      tree.put("product", plan.product().name());
      ArrayNode list = tree.putArray("models");
      models.forEach(model -> list.add(model.json(plan)));
      terminal.data(PrettyJson.text(tree));
    } else if (models.isEmpty()) {
      terminal.talkLine("the product has no model: write one in a run of the kind semantic");
    } else {
      print(models);
    }
    return ExitCode.FINE;
  }

  private void print(List<PlannedModel> models) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("MODEL", "ASSET", "MEASURES", "DIMENSIONS", "DESCRIPTION"));
    for (PlannedModel planned : models) {
      var model = planned.model();
      rows.add(
          List.of(
              model.name(),
              planned.asset(),
              String.join(", ", model.measures().stream().map(SemanticMeasure::name).toList()),
              String.join(", ", model.dimensions().stream().map(SemanticDimension::name).toList()),
              model.description().orElse("").replace('\n', ' ')));
    }
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
      }
      terminal.dataLine(line.toString().stripTrailing());
    }
  }
}

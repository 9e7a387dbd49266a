package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.PrettyJson;
import dev.regauge.engine.semantic.CubeModels;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code regauge semantic show}: one model as Cube reads it. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show one model of the semantic layer, as the file that Cube reads.")
final class SemanticShowCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "MODEL", description = "The model's name.")
  String model = "";

  @Mixin ProductArgument product = new ProductArgument();

  private final Terminal terminal;

  SemanticShowCommand(Terminal terminal) {
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
    Optional<PlannedModel> asked =
        models.stream().filter(planned -> planned.model().name().equals(model)).findFirst();
    if (asked.isEmpty()) {
      List<String> names = models.stream().map(planned -> planned.model().name()).toList();
      throw product.usage(
          "there is no model '"
              + model
              + "'"
              + NearestName.to(model, names)
                  .map(near -> ": write '" + near + "'")
                  .orElse(names.isEmpty() ? "" : ": there are " + String.join(", ", names)));
    }
    terminal.data(
        product.isJson()
            ? PrettyJson.text(asked.get().json(plan))
            : CubeModels.text(plan.product().name(), asked.get().model()));
    return ExitCode.FINE;
  }
}

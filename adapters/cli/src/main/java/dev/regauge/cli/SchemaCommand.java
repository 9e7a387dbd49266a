package dev.regauge.cli;

import dev.regauge.engine.AdapterRegistry;
import dev.regauge.spec.model.SignalForm;
import dev.regauge.spec.plan.PlanSchema;
import dev.regauge.spec.schema.PartSchema;
import dev.regauge.spec.schema.SpecSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code regauge schema [part|plan]}: the JSON Schema of the product file or of a file that it
 * includes, for editors, or the plan's.
 */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = {
      "Print the JSON Schema of the product file, or that of plan.json.",
      "A part is a file that a product includes."
    })
final class SchemaCommand implements Callable<Integer> {
  private final Terminal terminal;

  /** What there is a schema of. */
  enum Subject {
    product,
    part,
    plan
  }

  @Parameters(
      arity = "0..1",
      defaultValue = "product",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Subject subject = Subject.product;

  @Option(
      names = "--draft",
      paramLabel = "DRAFT",
      defaultValue = "2020-12",
      description = "2020-12, or 7 for editors that read no newer one; default: ${DEFAULT-VALUE}.")
  private String draft = "2020-12";

  @Option(
      names = "--project",
      paramLabel = "DIR",
      description = "A folder of a project: with the sources of its plugins.")
  private @Nullable Path project;

  @Option(
      names = "--markdown",
      description = "Print a page for people: each record with its fields.")
  private boolean isPage;

  @Spec private @Nullable CommandSpec command;

  SchemaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean isOld = draft.equals("7");
    CommandSpec spec = command;
    if (spec != null && !draft.equals("2020-12") && (!isOld || subject == Subject.plan)) {
      throw new ParameterException(
          spec.commandLine(), "there is no schema of the " + subject + " in draft '" + draft + "'");
    }
    Path folder = project;
    if (spec != null && isPage && isOld) {
      throw new ParameterException(spec.commandLine(), "a page for people has no draft");
    }
    if (spec != null && folder != null && subject == Subject.plan) {
      throw new ParameterException(
          spec.commandLine(), "the schema of the plan is the same in every project");
    }
    if (spec != null && folder != null && !Files.isDirectory(folder)) {
      throw new ParameterException(spec.commandLine(), "there is no folder " + folder);
    }
    SortedMap<String, SignalForm> signals = AdapterRegistry.installed().signals();
    String schema =
        switch (subject) {
          case product -> isOld ? SpecSchema.draft7(signals) : SpecSchema.text(signals);
          case part -> isOld ? PartSchema.draft7(signals) : PartSchema.text(signals);
          case plan -> PlanSchema.text();
        };
    String own = folder == null ? schema : EditorSchema.of(schema, folder, terminal);
    terminal.data(isPage ? SchemaPage.of(own) : own);
    return ExitCode.FINE;
  }
}

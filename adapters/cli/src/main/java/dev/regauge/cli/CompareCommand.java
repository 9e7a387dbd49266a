package dev.regauge.cli;

import dev.regauge.engine.compare.Difference;
import dev.regauge.engine.compare.Trace;
import dev.regauge.engine.compare.TraceComparison;
import dev.regauge.engine.compare.TraceReader;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PlanJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code compare}: what several runners did with one plan. Exit code 3 when they differ. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description =
        "Compares traces with the first: states, attempts, check outcomes, rows; with --plan also the order of steps.")
final class CompareCommand implements Callable<Integer> {

  private final Terminal terminal;

  CompareCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "TRACE", arity = "1..*", description = "Traces, JSON lines.")
  private List<Path> traces = List.of();

  @Option(names = "--plan", description = "The plan.json that they ran: its edges give the order.")
  private @Nullable Path plan;

  @Option(names = "--json", description = "Print the differences as JSON.")
  private boolean isJson;

  @Override
  public Integer call() throws IOException {
    CommandSpec command = java.util.Objects.requireNonNull(spec);
    if (traces.size() == 1 && plan == null) {
      throw new ParameterException(
          command.commandLine(),
          "one trace can only be compared with a plan: add another trace, or --plan");
    }
    List<Trace> read = new ArrayList<>();
    Optional<ExecutionPlan> known;
    try {
      for (Path file : traces) {
        read.add(TraceReader.read(file.toString(), text(file)));
      }
      known = plan == null ? Optional.empty() : Optional.of(PlanJson.read(text(plan)));
    } catch (TraceReader.NotATrace | PlanJson.NotAPlan e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
    }
    List<Difference> differences = new TraceComparison(known).differences(read);
    print(read, differences);
    return differences.isEmpty() ? ExitCode.FINE : ExitCode.CHANGES;
  }

  /** The system's own words for a folder or for bytes that are no text do not name the file. */
  private static String text(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("'" + file + "' is a folder, not a file");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IOException("'" + file + "' is not UTF-8 text", e);
    }
  }

  private void print(List<Trace> read, List<Difference> differences) {
    if (isJson) {
      terminal.dataLine(JsonMapper.shared().writeValueAsString(differences));
      return;
    }
    differences.forEach(difference -> terminal.dataLine(difference.line()));
    String runners = String.join(", ", read.stream().map(Trace::runner).toList());
    terminal.dataLine(
        differences.isEmpty()
            ? "equal: " + runners
            : differences.size()
                + (differences.size() == 1 ? " difference" : " differences")
                + " among "
                + runners);
  }
}

package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.lineage.openlineage.PlannedLineage;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.TablePlan;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code regauge lineage}: what each asset reads and writes, before anything has run. */
@Command(
    name = "lineage",
    mixinStandardHelpOptions = true,
    description = {
      "Print what each asset reads and writes, down to declared columns, before the first run.",
      "With --json an event of OpenLineage for each asset, one in a line; --send-to posts them."
    })
final class LineageCommand implements Callable<Integer> {
  @Mixin ProductArgument product = new ProductArgument();

  @Option(
      names = "--send-to",
      paramLabel = "URL",
      description =
          "A server of OpenLineage that gets the events; without a path /api/v1/lineage is added.")
  @Nullable String server;

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "The events' time, such as 2026-03-28T00:00:00Z; by default now.")
  @Nullable String at;

  private final Terminal terminal;

  LineageCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Instant time = at == null ? Instant.now() : Instants.of(product, "--at", at);
    Optional<URI> address = Optional.ofNullable(server).map(this::address);
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = product.compiler(found).compile(product.file(), found);
    Findings.print(terminal, product, found, compiled);
    if (compiled.sound().isEmpty()) {
      return Findings.exitCode(found);
    }
    ExecutionPlan plan = compiled.sound().get().plan();
    PlannedLineage lineage = PlannedLineage.of(plan, time);
    if (address.isPresent()) {
      return send(lineage, address.get());
    }
    if (product.isJson()) {
      lineage.lines().forEach(line -> terminal.data(line + "\n"));
    } else if (!product.isForFindings()) {
      plan.assets().stream()
          .sorted(Comparator.comparing(AssetPlan::key))
          .forEach(asset -> print(plan, asset));
    }
    return ExitCode.FINE;
  }

  private int send(PlannedLineage lineage, URI address) {
    try {
      int sent = lineage.sendTo(address);
      terminal.talkLine("sent " + sent + (sent == 1 ? " event" : " events"));
      return ExitCode.FINE;
    } catch (IOException e) {
      terminal.talkLine("error: the server took no events: " + e.getMessage());
      return ExitCode.ENVIRONMENT;
    }
  }

  private URI address(String text) {
    try {
      URI address = URI.create(text);
      if (address.getHost() != null && List.of("http", "https").contains(address.getScheme())) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // no address: said below
    }
    throw product.usage("--send-to takes an address of http or https, not '" + text + "'");
  }

  private void print(ExecutionPlan plan, AssetPlan asset) {
    String read =
        asset.inputs().stream()
            .map(AssetPlan.Input::table)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    String written =
        asset.outputs().stream()
            .map(AssetPlan.Output::table)
            .sorted()
            .collect(Collectors.joining(", "));
    terminal.dataLine(
        asset.key()
            + ": "
            + (read.isEmpty() ? "" : read + " ")
            + "->"
            + (written.isEmpty() ? "" : " " + written));
    asset.outputs().stream()
        .map(output -> plan.tables().get(output.table()))
        .filter(Objects::nonNull)
        .forEach(this::printColumns);
  }

  private void printColumns(TablePlan table) {
    table
        .columnLineage()
        .forEach(
            (column, sources) ->
                terminal.dataLine(
                    "  " + table.name() + "." + column + " <- " + String.join(", ", sources)));
  }
}

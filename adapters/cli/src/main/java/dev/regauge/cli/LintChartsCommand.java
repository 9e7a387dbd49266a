package dev.regauge.cli;

import dev.regauge.services.chart.ChartLayers;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.SourceText;
import dev.regauge.spec.source.SpecReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code regauge lint charts}: whether charts hold nothing of the other layer. */
@Command(
    name = "charts",
    mixinStandardHelpOptions = true,
    description = {
      "Look for Jobs in charts of services, and for what lives long in charts of jobs.",
      "A chart says its layer in its annotations; templates are read, and not rendered."
    })
final class LintChartsCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "CHART", description = "Folders of charts.")
  List<Path> charts = List.of();

  @Mixin FormatOption printing = new FormatOption();

  @Spec private @Nullable CommandSpec spec;

  private final Terminal terminal;

  LintChartsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    SortedMap<String, String> read = new TreeMap<>();
    for (Path chart : charts) {
      if (!Files.isRegularFile(chart.resolve("Chart.yaml"))) {
        throw new CommandLine.ParameterException(
            Objects.requireNonNull(spec).commandLine(),
            "'" + chart + "' is no chart: it has no Chart.yaml");
      }
      SortedMap<String, String> files = files(chart, found);
      String at = chart + "/";
      files.forEach((path, text) -> read.put(at + path, text));
      ChartLayers.judge(files, at, found);
    }
    SourceText sources =
        (file, line) ->
            Optional.ofNullable(read.get(file))
                .flatMap(text -> text.lines().skip(line - 1L).findFirst());
    Findings.print(
        terminal, printing.asked(), found, new ArrayList<>(read.keySet()), List.of(sources));
    return Findings.exitCode(found);
  }

  private static SortedMap<String, String> files(Path chart, FoundDiagnostics out)
      throws IOException {
    List<Path> paths = new ArrayList<>(List.of(chart.resolve("Chart.yaml")));
    Path templates = chart.resolve("templates");
    if (Files.isDirectory(templates)) {
      try (Stream<Path> all = Files.walk(templates)) {
        all.filter(Files::isRegularFile).forEach(paths::add);
      }
    }
    SortedMap<String, String> files = new TreeMap<>();
    for (Path path : paths) {
      SpecReader.bytes(path, out)
          .ifPresent(
              bytes ->
                  files.put(
                      chart.relativize(path).toString().replace('\\', '/'),
                      new String(bytes, StandardCharsets.UTF_8)));
    }
    return files;
  }
}

package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.output.BundleChange;
import dev.regauge.services.Rendered;
import dev.regauge.services.jobs.JobsChart;
import dev.regauge.services.jobs.JobsProduct;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code regauge jobs render}: the jobs as a chart that a cluster runs by itself. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = {
      "Write the jobs as a Helm chart of CronJobs and Jobs, for a cluster without an orchestrator.",
      "Nothing is written when a cluster cannot carry out something of them."
    })
final class JobsRenderCommand implements Callable<Integer> {
  @Mixin ProductArgument product = new ProductArgument();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      required = true,
      description = "The folder for the chart, which lies in OUT/jobs.")
  @Nullable Path out;

  @Option(names = "--force", description = "Overwrite generated files that were changed by hand.")
  boolean overwritesEdits;

  private final Terminal terminal;

  JobsRenderCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (out == null || out.toString().isEmpty()) {
      throw product.usage("the folder for the chart has no name; write . for this one");
    }
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = product.compiler(found).compile(product.file(), found);
    Rendered rendered = null;
    if (compiled.sound().isPresent()) {
      CompiledProduct.Sound sound = compiled.sound().get();
      if (sound.plan().jobs().isEmpty()) {
        throw product.usage("the product has no job");
      }
      JobsProduct jobs = new JobsProduct(sound.plan(), sound.uses());
      JobsChart.judge(jobs, sound.graph().locator(), found);
      rendered = found.hasErrors() ? null : JobsChart.render(jobs);
    }
    BundleChange change = null;
    if (rendered != null) {
      change = RenderedFolder.write(out, rendered, compiled, overwritesEdits, found);
    }
    Findings.print(terminal, product, found, compiled);
    if (change == null || rendered == null) {
      return Findings.exitCode(found);
    }
    rendered.differences().forEach(line -> terminal.talkLine("differs: " + line));
    String line =
        String.format(Locale.ROOT, "jobs: %d files in %s", change.fileCount(), change.folder());
    if (product.isForFindings()) {
      terminal.talkLine(line);
    } else {
      terminal.dataLine(line);
    }
    return ExitCode.FINE;
  }
}

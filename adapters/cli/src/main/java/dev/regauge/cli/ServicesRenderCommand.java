package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.output.BundleChange;
import dev.regauge.services.Dialect;
import dev.regauge.services.Platform;
import dev.regauge.services.Rendered;
import dev.regauge.services.compose.ComposeDialect;
import dev.regauge.services.kubernetes.HelmDialect;
import dev.regauge.services.kubernetes.KubernetesDialect;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code regauge services render}: the services as files that a machine or a cluster takes. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = {
      "Write the services as a compose file, as objects of Kubernetes, or as a Helm chart.",
      "Nothing is written when the dialect cannot say something of them."
    })
final class ServicesRenderCommand implements Callable<Integer> {
  /** The dialects, by the words of the option. */
  enum Form {
    compose(new ComposeDialect()),
    kubernetes(new KubernetesDialect()),
    helm(new HelmDialect());

    private final Dialect dialect;

    Form(Dialect dialect) {
      this.dialect = dialect;
    }
  }

  @Mixin ServicesArguments arguments = new ServicesArguments();

  @Option(
      names = "--to",
      paramLabel = "DIALECT",
      required = true,
      description = "${COMPLETION-CANDIDATES}.")
  Form form = Form.compose;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      required = true,
      description =
          "The folder for the files, which lie in OUT/<dialect>; a chart in OUT/platform.")
  @Nullable Path out;

  @Option(names = "--force", description = "Overwrite generated files that were changed by hand.")
  boolean overwritesEdits;

  private final Terminal terminal;

  ServicesRenderCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    ProductArgument product = arguments.product;
    if (out == null || out.toString().isEmpty()) {
      throw product.usage("the folder for the files has no name; write . for this one");
    }
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = product.compiler(found).compile(product.file(), found);
    Rendered rendered = null;
    if (compiled.sound().isPresent()) {
      Platform platform = arguments.platform(compiled);
      form.dialect.judge(platform, found);
      rendered = found.hasErrors() ? null : form.dialect.render(platform);
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
        String.format(Locale.ROOT, "%s: %d files in %s", form, change.fileCount(), change.folder());
    if (product.isForFindings()) {
      terminal.talkLine(line);
    } else {
      terminal.dataLine(line);
    }
    return ExitCode.FINE;
  }
}

package dev.regauge.cli;

import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.PrettyJson;
import dev.regauge.engine.contract.ContractChange;
import dev.regauge.engine.contract.ContractDiff;
import dev.regauge.engine.contract.PortContracts;
import dev.regauge.engine.contract.VersionRise;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.SourceText;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.model.contract.ContractDocument;
import dev.regauge.spec.source.ContractReader;
import dev.regauge.spec.source.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code regauge contract diff}: what a newer version of a contract changes for those who rely on
 * the older one. Exit code 3 when something breaks them, 1 when the version does not say so.
 */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Tell what changed between two versions of a data contract, and whether its version says so.",
      "Exit code 0: nothing breaks who relies on it; 3: something does, and its version says so;"
          + " 1: its version is not raised enough, or a file is no contract."
    })
final class ContractDiffCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "OLD", description = "The contract that is relied on.")
  Path older = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NEW",
      description =
          "The contract that is to be, or a product that has a port under it; by default the nearest"
              + " product.yaml.")
  @Nullable Path newer;

  @Mixin FormatOption printing = new FormatOption();

  @Spec private @Nullable CommandSpec spec;

  private final Terminal terminal;
  private final List<SourceText> sources = new ArrayList<>();
  private final List<String> read = new ArrayList<>();

  ContractDiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    Optional<ContractDocument> before = contract(older, found);
    Optional<ContractDocument> after =
        before.flatMap(known -> isProduct() ? generated(known, found) : contract(file(), found));
    List<ContractChange> changes = new ArrayList<>();
    if (before.isPresent() && after.isPresent()) {
      changes.addAll(ContractDiff.of(before.get(), after.get()));
      VersionRise.judge(before.get(), after.get(), changes).ifPresent(found::add);
    }
    print(before, after, changes, found);
    boolean breaks = changes.stream().anyMatch(one -> one.kind() == ContractChange.Kind.BREAKING);
    int wrong = Findings.exitCode(found);
    return wrong != ExitCode.FINE ? wrong : breaks ? ExitCode.CHANGES : ExitCode.FINE;
  }

  private boolean isProduct() {
    Path named = newer;
    return named == null || Files.isDirectory(named) || named.endsWith(SpecReader.PRODUCT_FILE);
  }

  private Path file() {
    return Objects.requireNonNull(newer);
  }

  private Optional<ContractDocument> contract(Path file, FoundDiagnostics found) {
    return SpecReader.bytes(file, found).flatMap(bytes -> contract(file.toString(), bytes, found));
  }

  private Optional<ContractDocument> contract(String name, byte[] bytes, FoundDiagnostics found) {
    ContractReader.Read one = ContractReader.read(name, bytes, found);
    sources.add(one.sources());
    read.add(name);
    return one.contract();
  }

  /** The contract that a product's port has now, of the same id. */
  private Optional<ContractDocument> generated(ContractDocument known, FoundDiagnostics found) {
    ProductArgument product = new ProductArgument();
    product.command = spec;
    product.product = newer;
    CompiledProduct compiled;
    try {
      compiled = product.compiler(found).compile(product.file(), found);
    } finally {
      product.close();
    }
    sources.add(compiled.sources());
    compiled.sources().files().forEach(read::add);
    if (compiled.sound().isEmpty()) {
      return Optional.empty();
    }
    for (BundleFile file : PortContracts.of(compiled.sound().get().plan())) {
      Optional<ContractDocument> port =
          contract(file.path().value(), file.content().toBytes(), found)
              .filter(one -> one.id().equals(known.id()));
      if (port.isPresent()) {
        return port;
      }
    }
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "the product has no port under the contract '" + known.id() + "'; name the newer contract");
  }

  private void print(
      Optional<ContractDocument> before,
      Optional<ContractDocument> after,
      List<ContractChange> changes,
      FoundDiagnostics found) {
    FormatOption.Format format = printing.asked();
    ShownFiles shown = Findings.shown(format, sources);
    List<Diagnostic> findings = shown.of(found.sorted());
    boolean isWhole = before.isPresent() && after.isPresent();
    if (isWhole && format == FormatOption.Format.text) {
      changes.forEach(change -> terminal.dataLine(line(change)));
      terminal.dataLine(summary(before.get(), after.get(), changes));
    } else if (isWhole && format == FormatOption.Format.json) {
      terminal.data(json(before.get(), after.get(), changes));
    }
    Findings.print(terminal, format, shown, read, findings);
  }

  private static String line(ContractChange change) {
    Span at = change.after().or(change::before).orElseThrow();
    return String.format(
        Locale.ROOT,
        "%-8s  %s: %s  (%s:%d:%d)",
        change.kind().word(),
        change.subject(),
        change.what(),
        at.file(),
        at.line(),
        at.column());
  }

  private static String summary(
      ContractDocument before, ContractDocument after, List<ContractChange> changes) {
    String versions = before.version() + " -> " + after.version();
    if (changes.isEmpty()) {
      return "no change: " + versions;
    }
    long breaking =
        changes.stream().filter(one -> one.kind() == ContractChange.Kind.BREAKING).count();
    return changes.size()
        + (changes.size() == 1 ? " change, " : " changes, ")
        + breaking
        + " breaking: "
        + versions
        + VersionRise.least(before, changes).map(least -> ", at least " + least).orElse("");
  }

  private static String json(
      ContractDocument before, ContractDocument after, List<ContractChange> changes) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", 1);
    tree.putObject("old").put("id", before.id()).put("version", before.version());
    tree.putObject("new").put("id", after.id()).put("version", after.version());
    VersionRise.least(before, changes).ifPresent(least -> tree.put("leastVersion", least));
    tree.put("isRaisedEnough", VersionRise.judge(before, after, changes).isEmpty());
    ArrayNode list = tree.putArray("changes");
    for (ContractChange change : changes) {
      ObjectNode node = list.addObject();
      node.put("kind", change.kind().word());
      node.put("subject", change.subject());
      node.put("what", change.what());
      change.before().ifPresent(at -> place(node.putObject("before"), at));
      change.after().ifPresent(at -> place(node.putObject("after"), at));
    }
    return PrettyJson.text(tree);
  }

  private static void place(ObjectNode node, Span at) {
    node.put("file", at.file()).put("line", at.line()).put("column", at.column());
  }
}

package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.services.events.BusContract;
import dev.regauge.services.events.BusUse;
import dev.regauge.services.events.BusUser;
import dev.regauge.services.events.EventsLint;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.JsonPrinter;
import dev.regauge.spec.diagnostic.Severity;
import dev.regauge.spec.diagnostic.SourceText;
import dev.regauge.spec.model.form.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code regauge lint events}: whether those who use the buses do what is declared, and what is
 * declared is used.
 */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = {
      "Hold the topics that a product includes against who uses them: hooks, alerts and lineage of"
          + " products, and Python code.",
      "The code is parsed by python3, and nothing of it is run."
    })
final class LintEventsCommand implements Callable<Integer> {

  /** How bad it is that something is declared and not used. */
  enum Stale {
    error,
    warn
  }

  @Mixin ProductArgument product = new ProductArgument();

  @Option(
      names = "--used-by",
      paramLabel = "PRODUCT",
      description = "Another product that uses the topics; may be repeated.")
  List<Path> others = new ArrayList<>();

  @Option(
      names = "--code",
      paramLabel = "SERVICE=DIR",
      description = "The Python code of a service that uses the topics; may be repeated.")
  Map<String, Path> services = new TreeMap<>();

  @Option(
      names = "--stale",
      paramLabel = "SEVERITY",
      description =
          "What it is that something is declared and not used: ${COMPLETION-CANDIDATES}; default:"
              + " ${DEFAULT-VALUE}.",
      defaultValue = "error")
  Stale stale = Stale.error;

  private final Terminal terminal;

  /** Everybody whose files are read: the findings about them, and how they are shown. */
  private final List<Part> parts = new ArrayList<>();

  private Optional<SchemaFiles> schemas = Optional.empty();

  private record Part(
      FoundDiagnostics found,
      ShownFiles files,
      List<String> read,
      Optional<CompiledProduct> product) {}

  LintEventsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<BusUser> users = new ArrayList<>();
    SortedSet<String> names = new TreeSet<>();
    compiled(product, users, names);
    for (Path other : others) {
      ProductArgument argument = new ProductArgument();
      argument.command = product.command;
      argument.product = other;
      argument.printing = product.printing;
      try {
        compiled(argument, users, names);
      } finally {
        argument.close();
      }
    }
    for (Map.Entry<String, Path> service : new TreeMap<>(services).entrySet()) {
      users.add(service(service.getKey(), service.getValue(), names));
    }
    if (users.size() == parts.size()) { // each product could be read
      var owner = users.getFirst();
      BusContract contract =
          BusContract.of(owner.product().orElseThrow(), users, parts.getFirst().found());
      schemas.orElseThrow().judge(contract, false);
      EventsLint.judge(contract, stale == Stale.error ? Severity.ERROR : Severity.WARNING);
      print(contract);
    } else {
      print();
    }
    return exitCode();
  }

  private void compiled(ProductArgument argument, List<BusUser> users, SortedSet<String> names)
      throws IOException, InterruptedException {
    FoundDiagnostics found = new FoundDiagnostics();
    CompiledProduct compiled = argument.compiler(found).compile(argument.file(), found);
    List<String> read = new ArrayList<>();
    compiled.sources().files().forEach(read::add);
    SourceText sources = compiled.sources();
    if (compiled.graph().isPresent()) {
      var graph = compiled.graph().get();
      BusCode code =
          BusCode.of(compiled.file(), graph.product().code().paths(), graph.locator(), found);
      List<BusUse> uses = new ArrayList<>(EventsLint.sentBy(graph));
      uses.addAll(code.uses());
      sources = code.over(compiled.sources());
      if (schemas.isEmpty()) { // those of the first product, whose topics are judged
        schemas = Optional.of(SchemaFiles.of(compiled));
        sources = schemas.get().over(sources);
      }
      read.addAll(code.files());
      String name = distinct(graph.product().metadata().name(), names);
      users.add(new BusUser(name, compiled.graph(), uses, code.unseen(), code.places(), found));
    }
    ShownFiles files = ShownFiles.in(product.format(), compiled.root(), sources);
    parts.add(new Part(found, files, read, Optional.of(compiled)));
  }

  private BusUser service(String name, Path folder, SortedSet<String> names)
      throws IOException, InterruptedException {
    if (!TextFormat.PRODUCT_NAME.matches(name)) {
      throw product.usage("'" + name + "' is no name of a service");
    }
    if (!Files.isDirectory(folder)) {
      throw product.usage("there is no folder '" + folder + "'");
    }
    Path root = folder.toAbsolutePath().normalize();
    FoundDiagnostics found = new FoundDiagnostics();
    BusCode code = BusCode.of(root, found);
    ShownFiles files = ShownFiles.in(product.format(), root, code);
    parts.add(new Part(found, files, code.files(), Optional.empty()));
    return new BusUser(
        distinct(name, names), Optional.empty(), code.uses(), code.unseen(), code.places(), found);
  }

  private String distinct(String name, SortedSet<String> names) {
    if (!names.add(name)) {
      throw product.usage("'" + name + "' is named twice");
    }
    return name;
  }

  private void print(BusContract contract) {
    print();
    boolean isFine =
        parts.stream().noneMatch(part -> part.found().hasErrors())
            && contract.users().stream().allMatch(user -> user.unseen().isEmpty());
    if (isFine && !product.isJson() && !product.isForFindings()) {
      int uses = contract.users().stream().mapToInt(user -> user.uses().size()).sum();
      terminal.talkLine(
          count(contract.topics().size(), "topic")
              + ", "
              + count(uses, "use")
              + " by "
              + String.join(", ", contract.users().stream().map(BusUser::name).toList())
              + ": all declared");
    }
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private void print() {
    FoundDiagnostics all = new FoundDiagnostics();
    SortedMap<String, Part> read = new TreeMap<>();
    for (Part part : parts) {
      heard(part).forEach(all::add);
      part.read().forEach(file -> read.put(part.files().shown(file), part));
    }
    SourceText sources =
        (file, line) ->
            parts.stream().flatMap(part -> part.files().line(file, line).stream()).findFirst();
    List<Diagnostic> findings = all.sorted();
    if (product.isJson()) {
      terminal.data(new JsonPrinter().print(findings));
    } else {
      ShownFiles shown = ShownFiles.in(product.format(), Path.of(""), sources);
      Findings.print(terminal, product.format(), shown, read.keySet(), findings);
    }
  }

  private List<Diagnostic> heard(Part part) {
    List<Diagnostic> sorted = part.found().sorted();
    List<Diagnostic> found = part.product().map(one -> one.heard(part.found())).orElse(sorted);
    return part.files().of(found);
  }

  private int exitCode() {
    return parts.stream().mapToInt(part -> Findings.exitCode(part.found())).max().orElse(0);
  }
}

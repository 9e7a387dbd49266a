package dev.regauge.cli;

import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.SourceText;
import dev.regauge.spec.source.ServiceImport;
import dev.regauge.spec.source.SpecFormatter;
import dev.regauge.spec.source.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code regauge services import}: services that were written for something else, as ours. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Write the services of compose files, or of plugins' service.yaml, as files of kind Service.",
      "Nothing is written when something of them has no form here; what is different is said."
    })
final class ServicesImportCommand implements Callable<Integer> {

  private static final String DEFINITION = "service.yaml";

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files that hold services, or folders of plugins.")
  List<Path> files = List.of();

  @Option(
      names = "--plane",
      paramLabel = "[NAME=]PLANE",
      description =
          "Where a service belongs, or all that are not named: control, ingestion, storage, compute"
              + " or relational.")
  List<String> planes = List.of();

  @Option(names = "--owner", paramLabel = "OWNER", description = "Who answers for them.")
  @Nullable String owner;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      defaultValue = "services",
      description = "The folder for the files; default: ${DEFAULT-VALUE}.")
  Path out = Path.of("services");

  @Option(names = "--force", description = "Overwrite files that are there.")
  boolean overwrites;

  @Mixin FormatOption printing = new FormatOption();

  @Spec private @Nullable CommandSpec spec;

  private final Terminal terminal;

  ServicesImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    List<SourceText> sources = new ArrayList<>();
    List<String> read = new ArrayList<>();
    List<ServiceImport.Service> services = new ArrayList<>();
    List<Path> named = new ArrayList<>();
    for (Path file : files) {
      named.addAll(Files.isDirectory(file) ? definitions(file) : List.of(file));
    }
    for (Path file : named) {
      read.add(file.toString());
      SpecReader.bytes(file, found)
          .map(bytes -> new ServiceImport().read(file.toString(), bytes, said(file), found))
          .ifPresent(
              imported -> {
                sources.add(imported.sources());
                services.addAll(imported.services());
              });
    }
    if (!found.hasErrors()) {
      write(services);
    }
    Findings.print(terminal, printing.asked(), found, read, sources);
    return Findings.exitCode(found);
  }

  /**
   * Returns the service.yaml of a plugin's package (seed 004): beside its pyproject.toml, or in a
   * package below {@code src}, as the plugin's code loads it.
   */
  private List<Path> definitions(Path plugin) throws IOException {
    if (!Files.isRegularFile(plugin.resolve("pyproject.toml"))) {
      throw usage("'" + plugin + "' is a folder, and no plugin's: it has no pyproject.toml");
    }
    List<Path> found = new ArrayList<>();
    if (Files.isRegularFile(plugin.resolve(DEFINITION))) {
      found.add(plugin.resolve(DEFINITION));
    }
    Path packages = plugin.resolve("src");
    if (Files.isDirectory(packages)) {
      try (Stream<Path> all = Files.list(packages)) {
        all.map(each -> each.resolve(DEFINITION))
            .filter(Files::isRegularFile)
            .sorted()
            .forEach(found::add);
      }
    }
    if (found.isEmpty()) {
      throw usage("the plugin '" + plugin + "' has no service.yaml, nor has a package in its src");
    }
    return found;
  }

  private ServiceImport.Said said(Path file) {
    SortedMap<String, String> named = new TreeMap<>();
    Optional<String> all = Optional.empty();
    for (String plane : planes) {
      int sign = plane.indexOf('=');
      if (sign < 0) {
        all = Optional.of(plane);
      } else {
        named.put(plane.substring(0, sign), plane.substring(sign + 1));
      }
    }
    Path read = file.toAbsolutePath().normalize().resolveSibling("").normalize();
    boolean isBeside = read.equals(out.toAbsolutePath().normalize());
    return new ServiceImport.Said(all, named, Optional.ofNullable(owner), isBeside);
  }

  /** Nothing is written before every file is known to be free. */
  private void write(List<ServiceImport.Service> services) throws IOException {
    SortedMap<Path, ServiceImport.Service> byFile = new TreeMap<>();
    for (ServiceImport.Service service : services) {
      Path file = out.resolve(service.name() + ".yaml");
      if (byFile.put(file, service) != null) {
        throw usage("two services are called '" + service.name() + "'; import them apart");
      }
      if (!overwrites && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw usage("'" + file + "' is there already; name another folder, or say --force");
      }
    }
    Terminal told = printing.asked() == FormatOption.Format.text ? terminal : terminal.forTalk();
    Files.createDirectories(out);
    for (var entry : byFile.entrySet()) {
      Path file = entry.getKey();
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
      FileReplacement.write(file, SpecFormatter.bytes(entry.getValue().text()));
      told.dataLine("wrote " + file);
      entry.getValue().notes().forEach(note -> told.dataLine("  differs: " + note));
    }
  }

  private CommandLine.ParameterException usage(String words) {
    return new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), words);
  }
}

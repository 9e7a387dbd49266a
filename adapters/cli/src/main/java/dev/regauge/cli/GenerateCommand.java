package dev.regauge.cli;

import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.engine.PrettyJson;
import dev.regauge.engine.output.BundleChange;
import dev.regauge.engine.output.BundleWriter;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code regauge generate}: the bundles, into a folder. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Make the bundles of a product: those of its targets, or of every adapter when it has none.",
      "Nothing is written when anything is wrong, and nothing when nothing changed."
    })
final class GenerateCommand implements Callable<Integer> {
  @Mixin ProductArgument product = new ProductArgument();
  @Mixin TargetArguments targets = new TargetArguments();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      description = "The folder for the bundles; each lies in OUT/<target>.")
  @Nullable Path out;

  @Option(
      names = "--check",
      description = "Write nothing; exit 3 when the folder does not hold these bundles.")
  boolean isCheck;

  @Option(names = "--force", description = "Overwrite generated files that were changed by hand.")
  boolean overwritesEdits;

  private final Terminal terminal;

  GenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = outputFolder();
    FoundDiagnostics found = new FoundDiagnostics();
    Generator generator = product.generator(found);
    Generation generation = generator.generate(product.file(), targets.selection(), found);
    CommittedLock.judge(generation.product(), found);
    List<BundleChange> changes = List.of();
    if (!found.hasErrors()) {
      BundleWriter writer = new BundleWriter();
      changes =
          isCheck
              ? writer.compare(folder, generation.bundles(), found)
              : writer.write(folder, generation.bundles(), overwritesEdits, found);
    }
    if (product.isJson()) {
      terminal.data(json(found, generation, changes));
    } else {
      Findings.print(terminal, product, found, generation.product());
      leftOut(generation.leftOut());
      changes.forEach(this::text);
    }
    if (found.hasErrors()) {
      return Findings.exitCode(found);
    }
    boolean isStale = isCheck && !changes.stream().allMatch(BundleChange::isEmpty);
    return isStale ? ExitCode.CHANGES : ExitCode.FINE;
  }

  private void leftOut(List<String> paths) {
    if (!paths.isEmpty()) {
      terminal.talkLine("not code, so left out of the bundles: " + String.join(", ", paths));
    }
  }

  private Path outputFolder() {
    Path folder = out == null ? Path.of("") : out;
    if (folder.toString().isEmpty()) {
      throw product.usage("the folder for the bundles has no name; write . for this one");
    }
    Path absolute = folder.toAbsolutePath().normalize();
    if (absolute.getParent() == null
        || absolute.equals(Path.of(System.getProperty("user.home", "/")).normalize())) {
      throw product.usage("'" + folder + "' is no folder for bundles; name one of its own");
    }
    return folder;
  }

  private void text(BundleChange change) {
    if (change.isEmpty()) {
      say(
          String.format(
              Locale.ROOT,
              "%s: %d files, unchanged, in %s",
              change.target(),
              change.fileCount(),
              change.folder()));
      return;
    }
    say(
        String.format(
            Locale.ROOT,
            "%s: %d files, %d new, %d changed, %d removed, in %s",
            change.target(),
            change.fileCount(),
            change.added().size(),
            change.changed().size(),
            change.removed().size(),
            change.folder()));
    if (isCheck) {
      change.added().forEach(path -> say("  new      " + path));
      change.changed().forEach(path -> say("  changed  " + path));
      change.removed().forEach(path -> say("  removed  " + path));
    }
  }

  /** Tells of a bundle; beside findings that a program reads it is talk. */
  private void say(String line) {
    if (product.isForFindings()) {
      terminal.talkLine(line);
    } else {
      terminal.dataLine(line);
    }
  }

  private static String json(
      FoundDiagnostics found, Generation generation, List<BundleChange> changes) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("version", 1);
    ArrayNode targets = tree.putArray("targets");
    for (BundleChange change : changes) {
      ObjectNode node = targets.addObject();
      node.put("name", change.target().value());
      node.put("folder", change.folder().toString());
      node.put("files", change.fileCount());
      paths(node.putArray("added"), change.added());
      paths(node.putArray("changed"), change.changed());
      paths(node.putArray("removed"), change.removed());
    }
    generation.leftOut().forEach(tree.putArray("leftOut")::add);
    tree.set("findings", PrettyJson.tree(Findings.asJson(found, generation.product())));
    return PrettyJson.text(tree);
  }

  private static void paths(ArrayNode node, List<BundlePath> paths) {
    paths.forEach(path -> node.add(path.value()));
  }
}

package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.ProductCompiler;
import dev.regauge.plugins.api.catalog.CatalogBusy;
import dev.regauge.plugins.api.catalog.CatalogUnreachable;
import dev.regauge.plugins.api.catalog.NotALock;
import dev.regauge.plugins.api.catalog.TableCatalog;
import dev.regauge.plugins.api.catalog.TableSession;
import dev.regauge.plugins.api.catalog.TablesPlan;
import dev.regauge.plugins.host.PluginCatalogs;
import dev.regauge.plugins.host.PluginRegistry;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.plan.EnvironmentPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One {@code tables} command: the product, its lock and its catalogs. */
final class TablesSession {
  /** The lock's name, beside the product file. */
  static final String LOCK = "regauge.tables.lock.json";

  private final Terminal terminal;
  private final TablesArguments arguments;
  private final CompiledProduct product;
  private final CompiledProduct.Sound sound;
  private final FoundDiagnostics found;
  private final TableSession tables;
  private final Optional<String> lock;

  private TablesSession(
      Terminal terminal,
      TablesArguments arguments,
      CompiledProduct product,
      CompiledProduct.Sound sound,
      FoundDiagnostics found,
      TableSession tables,
      Optional<String> lock) {
    this.terminal = terminal;
    this.arguments = arguments;
    this.product = product;
    this.sound = sound;
    this.found = found;
    this.tables = tables;
    this.lock = lock;
  }

  /** What a command does with its session. */
  interface Act {
    int of(TablesSession session) throws IOException;
  }

  /** Opens a session, does the act and turns what went wrong outside into an exit code. */
  static int run(Terminal terminal, TablesArguments arguments, boolean isReadOnly, Act act)
      throws IOException {
    FoundDiagnostics found = new FoundDiagnostics();
    PluginRegistry plugins = arguments.product.plugins(found);
    CompiledProduct product = new ProductCompiler(plugins).compile(arguments.product.file(), found);
    if (product.sound().isEmpty() || found.hasErrors()) {
      Findings.print(terminal, arguments.product, found, product);
      return Findings.exitCode(found);
    }
    try {
      return opened(terminal, arguments, isReadOnly, plugins, product, found, act);
    } catch (NotALock e) {
      found.add(e.finding(LOCK));
      if (arguments.product.isJson()) {
        terminal.data(Findings.asJson(found, product));
      } else {
        Findings.print(terminal, arguments.product, found, product);
      }
      return ExitCode.WRONG_SPEC;
    } catch (CatalogBusy e) {
      terminal.talkLine("error: " + e.getMessage() + "; try again when they are done");
      return ExitCode.LOCKED;
    } catch (CatalogUnreachable e) {
      terminal.talkLine("error: " + e.getMessage());
      return ExitCode.ENVIRONMENT;
    }
  }

  private static int opened(
      Terminal terminal,
      TablesArguments arguments,
      boolean isReadOnly,
      PluginRegistry plugins,
      CompiledProduct product,
      FoundDiagnostics found,
      Act act)
      throws IOException {
    CompiledProduct.Sound sound = product.sound().orElseThrow();
    Optional<String> lock = CommittedLock.text(product);
    TableCatalog.Opening opening =
        new TableCatalog.Opening(
            sound.plan(),
            lock,
            new TreeMap<>(environment(arguments, sound)),
            new TreeMap<>(System.getenv()),
            data(product),
            isEmbedded(arguments),
            isReadOnly);
    try (TableSession tables = PluginCatalogs.of(plugins, sound.plan()).open(opening)) {
      return act.of(new TablesSession(terminal, arguments, product, sound, found, tables, lock));
    }
  }

  private static Map<String, String> environment(
      TablesArguments arguments, CompiledProduct.Sound sound) {
    String name = arguments.environment;
    if (name == null) {
      return new TreeMap<>();
    }
    EnvironmentPlan environment = sound.plan().environments().get(name);
    if (environment == null) {
      throw arguments.product.usage(
          "the product has no environment '"
              + name
              + "'; it has "
              + String.join(", ", sound.plan().environments().keySet()));
    }
    return environment.lookups();
  }

  private static boolean isEmbedded(TablesArguments arguments) {
    return arguments.isEmbedded || "1".equals(System.getenv("REGAUGE_EMBEDDED"));
  }

  /** Returns where {@code regauge run} keeps its data. */
  private static String data(CompiledProduct product) {
    String own = System.getenv().getOrDefault("REGAUGE_DATA", "");
    Path folder = own.isEmpty() ? product.root().resolve(".regauge").resolve("data") : Path.of(own);
    return folder.toAbsolutePath().toString();
  }

  TablesPlan offline() {
    return tables.offline();
  }

  TablesPlan planned() {
    TablesPlan plan = tables.planned();
    tables
        .missing()
        .forEach(
            (name, variable) ->
                terminal.talkLine(
                    "catalog "
                        + name
                        + " is not asked, for "
                        + variable
                        + " is not set; its tables are compared with the lock only"));
    return plan;
  }

  TablesPlan adopted() {
    TablesPlan plan = tables.adopted();
    requireAll();
    return plan;
  }

  TablesPlan applied() {
    TablesPlan plan = tables.applied();
    requireAll();
    if (lock.isEmpty()) {
      terminal.talkLine(
          "there is no "
              + LOCK
              + ", so new columns have ids in their order; 'regauge tables lock' keeps them");
    }
    return plan;
  }

  private void requireAll() {
    SortedMap<String, String> missing = tables.missing();
    if (!missing.isEmpty()) {
      String name = missing.firstKey();
      throw new CatalogUnreachable(
          "catalog "
              + name
              + ": "
              + missing.get(name)
              + " is not set; set it, or name an environment by --env, or say --embedded");
    }
  }

  /** Prints what is planned or done, and the findings. */
  int print(TablesPlan plan, Optional<String> done) {
    TablePlaces places = new TablePlaces(sound.graph());
    plan.findings().forEach(finding -> found.add(places.located(finding)));
    TablesText text =
        new TablesText(arguments.product.isForFindings() ? terminal.forTalk() : terminal);
    if (arguments.product.isJson()) {
      text.json(plan, Findings.asJson(found, product));
    } else {
      Findings.print(terminal, arguments.product, found, product);
      text.print(plan, done.isPresent() && !found.hasErrors());
    }
    return found.hasErrors() ? ExitCode.WRONG_SPEC : ExitCode.FINE;
  }

  void writeLock(String text) throws IOException {
    Path lock = product.root().resolve(LOCK);
    Path made = Files.createTempFile(product.root(), LOCK, ".tmp");
    try {
      Files.writeString(made, text);
      Files.move(made, lock, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
    }
    terminal.talkLine("wrote " + LOCK);
  }
}

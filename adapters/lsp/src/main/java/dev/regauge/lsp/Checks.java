package dev.regauge.lsp;

import dev.regauge.engine.AdapterRegistry;
import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.Generation;
import dev.regauge.engine.Generator;
import dev.regauge.engine.GeneratorVersion;
import dev.regauge.engine.TargetSelection;
import dev.regauge.plugins.host.PluginRegistry;
import dev.regauge.plugins.host.PluginSteps;
import dev.regauge.plugins.host.Project;
import dev.regauge.plugins.host.child.KeptPrograms;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.source.UnsavedFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Checks products beside the typing: a moment after the last change, one product after the other,
 * and never one that was typed on.
 */
final class Checks {

  /** Whoever types does so faster than this. */
  private static final long PAUSE = 150;

  private final AdapterRegistry registry = AdapterRegistry.installed();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("regauge-lsp-check").unstarted(work));
  private final KeptPrograms programs = new KeptPrograms();
  private final Executor desk;

  /** Tells results on the desk's own thread. */
  Checks(Executor desk) {
    this.desk = desk;
  }

  /**
   * What was found about a product.
   *
   * @param project the folder of the settings that the product's plugins are named in
   * @param steps those of the plugins
   */
  record Result(
      CompiledProduct product,
      List<Diagnostic> findings,
      Optional<Path> project,
      PluginSteps steps) {}

  /**
   * Checks a product soon; a check of it that has not begun is dropped.
   *
   * @param failed gets what our own bugs throw
   */
  void soon(
      OpenProduct product, Desk texts, Consumer<Result> told, Consumer<RuntimeException> failed) {
    if (worker.isShutdown()) {
      return; // the editor is gone
    }
    product.revision++;
    Future<?> waiting = product.waiting;
    if (waiting != null) {
      waiting.cancel(false);
    }
    long revision = product.revision;
    UnsavedFiles unsaved = texts.unsaved();
    product.waiting =
        worker.schedule(
            () -> {
              try {
                Result result = check(product.file(), unsaved);
                desk.execute(
                    () -> {
                      if (product.revision == revision) {
                        told.accept(result);
                      }
                    });
              } catch (RuntimeException e) {
                failed.accept(e);
              }
            },
            PAUSE,
            TimeUnit.MILLISECONDS);
  }

  /**
   * Plugins are looked for each time: what one has reported is told by the check that asked it. The
   * processes of those that nobody trusts stay.
   */
  private Result check(Path file, UnsavedFiles unsaved) {
    FoundDiagnostics found = new FoundDiagnostics();
    Path folder = file.getParent();
    Project project = Project.of(folder == null ? file : folder, found);
    if (project.folder().isEmpty()) {
      Generator generator = new Generator(registry, GeneratorVersion.CURRENT, unsaved);
      return check(generator, file, project, PluginSteps.NONE, found);
    }
    try (PluginRegistry plugins = PluginRegistry.discoverAll(project, List.of(), programs, found)) {
      Generator generator = new Generator(plugins, GeneratorVersion.CURRENT, unsaved);
      return check(generator, file, project, PluginSteps.of(plugins), found);
    }
  }

  private static Result check(
      Generator generator, Path file, Project project, PluginSteps steps, FoundDiagnostics found) {
    Generation checked = generator.check(file, TargetSelection.ALL, found);
    return new Result(checked.product(), checked.product().heard(found), project.folder(), steps);
  }

  void stop() {
    worker.shutdownNow();
    programs.close();
  }
}

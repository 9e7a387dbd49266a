package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import java.util.ArrayList;
import java.util.List;

/** Runs with the places where they are written: of assets, and before and after a job's steps. */
final class PlacedRun {

  private PlacedRun() {}

  /** A run of one kind; {@code path} leads to what stands under the kind's name. */
  record Of<T extends RunSpec>(T spec, SpecPath path) {}

  /** Returns all runs of a kind, in the order in which they are written. */
  static <T extends RunSpec> List<Of<T>> all(SpecGraph graph, Class<T> kind) {
    List<Of<T>> found = new ArrayList<>();
    graph
        .writtenAssets()
        .forEach(node -> add(found, kind, node.spec().run(), node.path().field("run")));
    graph
        .jobs()
        .forEach(
            job ->
                job.spec()
                    .ifPresent(
                        spec -> {
                          spec.setup()
                              .ifPresent(run -> add(found, kind, run, job.path().field("setup")));
                          spec.teardown()
                              .ifPresent(
                                  run -> add(found, kind, run, job.path().field("teardown")));
                        }));
    return found;
  }

  private static <T extends RunSpec> void add(
      List<Of<T>> found, Class<T> kind, RunSpec run, SpecPath path) {
    if (kind.isInstance(run)) {
      found.add(new Of<>(kind.cast(run), path.field(run.kind())));
    }
  }
}

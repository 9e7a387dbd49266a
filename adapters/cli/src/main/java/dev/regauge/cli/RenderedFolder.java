package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.engine.GeneratorVersion;
import dev.regauge.engine.output.BundleChange;
import dev.regauge.engine.output.BundleLock;
import dev.regauge.engine.output.BundleWriter;
import dev.regauge.engine.output.LockedBundle;
import dev.regauge.services.Rendered;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where rendered services lie: a folder with a lock, as a bundle's. */
final class RenderedFolder {
  private RenderedFolder() {}

  /** Writes them, or adds why not and returns nothing. */
  static @Nullable BundleChange write(
      Path out,
      Rendered rendered,
      CompiledProduct compiled,
      boolean overwritesEdits,
      FoundDiagnostics found)
      throws IOException {
    BundleLock blank =
        new BundleLock(
            compiled.sound().orElseThrow().plan().product().name(),
            rendered.bundle().target().value(),
            "services",
            "",
            GeneratorVersion.CURRENT,
            "",
            new TreeMap<>(),
            new TreeMap<>());
    List<BundleChange> changes =
        new BundleWriter()
            .write(
                out,
                List.of(new LockedBundle(rendered.bundle(), blank.over(rendered.bundle()))),
                overwritesEdits,
                found);
    return changes.isEmpty() ? null : changes.getFirst();
  }
}

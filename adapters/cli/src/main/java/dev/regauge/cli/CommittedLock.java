package dev.regauge.cli;

import dev.regauge.catalog.iceberg.NotALock;
import dev.regauge.catalog.iceberg.ProductTables;
import dev.regauge.catalog.iceberg.TableFindings;
import dev.regauge.engine.CompiledProduct;
import dev.regauge.spec.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The tables lock that lies beside a product: who committed one is told when the product's tables
 * break it, before bundles are made of them.
 */
final class CommittedLock {

  private CommittedLock() {}

  /** Adds what the lock does not allow, and what it does not know yet; nothing without a lock. */
  static void judge(CompiledProduct product, Diagnostics out) throws IOException {
    Path file = product.root().resolve(TablesSession.LOCK);
    if (product.sound().isEmpty() || !Files.isRegularFile(file)) {
      return;
    }
    CompiledProduct.Sound sound = product.sound().get();
    TablePlaces places = new TablePlaces(sound.graph());
    try {
      new ProductTables(sound.plan(), Optional.of(Files.readString(file)))
          .planByCommitted()
          .findings()
          .forEach(finding -> out.add(places.located(finding)));
    } catch (NotALock e) {
      out.add(TableFindings.noLock(TablesSession.LOCK, String.valueOf(e.getMessage())));
    }
  }
}

package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.plugins.api.catalog.NotALock;
import dev.regauge.plugins.api.catalog.TableCatalog;
import dev.regauge.plugins.api.catalog.TableSession;
import dev.regauge.plugins.host.PluginCatalogs;
import dev.regauge.plugins.host.PluginRegistry;
import dev.regauge.spec.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;

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
    TableCatalog.Opening opening =
        new TableCatalog.Opening(
            sound.plan(),
            Optional.of(Files.readString(file)),
            new TreeMap<>(),
            new TreeMap<>(),
            "",
            false,
            true);
    PluginRegistry plugins = product.part().plugins().registry();
    try (TableSession tables = PluginCatalogs.of(plugins, sound.plan()).open(opening)) {
      tables.committed().findings().forEach(finding -> out.add(places.located(finding)));
    } catch (NotALock e) {
      out.add(e.finding(TablesSession.LOCK));
    }
  }
}

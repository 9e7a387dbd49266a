package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.plugins.api.catalog.NotALock;
import dev.regauge.plugins.api.catalog.TableCatalog;
import dev.regauge.plugins.api.catalog.TableSession;
import dev.regauge.plugins.host.PluginCatalogs;
import dev.regauge.plugins.host.PluginRegistry;
import dev.regauge.spec.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
    try {
      Optional<String> lock = product.sound().isEmpty() ? Optional.empty() : text(product);
      if (lock.isPresent()) {
        judge(product, lock.get(), out);
      }
    } catch (NotALock e) {
      out.add(e.finding(TablesSession.LOCK));
    }
  }

  /**
   * Returns the lock beside the product file.
   *
   * @throws NotALock when it is no file of text
   */
  static Optional<String> text(CompiledProduct product) throws IOException {
    Path file = product.root().resolve(TablesSession.LOCK);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      throw new NotALock(Files.isDirectory(file) ? "it is a folder" : "it is no file");
    }
    try {
      return Optional.of(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new NotALock("it is not UTF-8 text");
    }
  }

  private static void judge(CompiledProduct product, String lock, Diagnostics out) {
    CompiledProduct.Sound sound = product.sound().orElseThrow();
    TablePlaces places = new TablePlaces(sound.graph());
    TableCatalog.Opening opening =
        new TableCatalog.Opening(
            sound.plan(), Optional.of(lock), new TreeMap<>(), new TreeMap<>(), "", false, true);
    PluginRegistry plugins = product.part().plugins().registry();
    try (TableSession tables = PluginCatalogs.of(plugins, sound.plan()).open(opening)) {
      tables.committed().findings().forEach(finding -> out.add(places.located(finding)));
    }
  }
}

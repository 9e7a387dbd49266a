package dev.regauge.engine.output;

import dev.regauge.adapters.spi.Bundle;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.BundlePath;
import dev.regauge.adapters.spi.Content;
import dev.regauge.adapters.spi.FileMode;
import dev.regauge.engine.PrettyJson;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A bundle's manifest, {@code bundle.lock.json}: what was made, from what, by which version. Holds
 * no time and no path of the machine.
 *
 * @param specHash SHA-256 over {@code plan.json}: changes with the product's meaning only
 * @param waivers what the author accepted: feature to reason
 * @param plugins what the bundle owes to plugins; not read back
 */
public record BundleLock(
    String product,
    String target,
    String adapter,
    String adapterVersion,
    String generatorVersion,
    String specHash,
    SortedMap<String, String> waivers,
    SortedMap<BundlePath, Entry> files,
    LockedPlugins plugins) {

  /** A lock of a bundle that owes nothing to plugins. */
  public BundleLock(
      String product,
      String target,
      String adapter,
      String adapterVersion,
      String generatorVersion,
      String specHash,
      SortedMap<String, String> waivers,
      SortedMap<BundlePath, Entry> files) {
    this(
        product,
        target,
        adapter,
        adapterVersion,
        generatorVersion,
        specHash,
        waivers,
        files,
        LockedPlugins.NONE);
  }

  /** The lock's own place in its bundle. */
  public static final BundlePath PATH = new BundlePath("bundle.lock.json");

  private static final int VERSION = 1;

  /** One file: the hash of its bytes, its mode, and the name addresses of what it came from. */
  public record Entry(String sha256, FileMode mode, List<String> origins) {
    public Entry {
      origins = List.copyOf(origins);
    }

    /** Returns the entry of a file. */
    public static Entry of(BundleFile file) {
      return new Entry(file.content().sha256(), file.mode(), file.origins());
    }
  }

  public BundleLock {
    waivers = Collections.unmodifiableSortedMap(new TreeMap<>(waivers));
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Returns this lock over the files of that bundle. */
  public BundleLock over(Bundle bundle) {
    SortedMap<BundlePath, Entry> entries = new TreeMap<>();
    bundle.files().forEach(file -> entries.put(file.path(), Entry.of(file)));
    return new BundleLock(
        product,
        target,
        adapter,
        adapterVersion,
        generatorVersion,
        specHash,
        waivers,
        entries,
        plugins);
  }

  /** Returns the lock as a file of its bundle. */
  public BundleFile file() {
    return new BundleFile(PATH, Content.text(PrettyJson.text(tree())), FileMode.REGULAR, List.of());
  }

  private ObjectNode tree() {
    ObjectNode lock = JsonNodeFactory.instance.objectNode();
    lock.put("version", VERSION);
    lock.put("product", product);
    lock.put("target", target);
    lock.put("adapter", adapter);
    lock.put("adapterVersion", adapterVersion);
    lock.put("generatorVersion", generatorVersion);
    lock.put("specHash", specHash);
    ObjectNode accepted = lock.putObject("waivers");
    waivers.forEach(accepted::put);
    plugins.writeTo(lock);
    ObjectNode tree = lock.putObject("files");
    files.forEach(
        (path, entry) -> {
          ObjectNode node = tree.putObject(path.value());
          node.put("sha256", entry.sha256());
          if (entry.mode() == FileMode.EXECUTABLE) {
            node.put("executable", true);
          }
          if (!entry.origins().isEmpty()) {
            ArrayNode origins = node.putArray("origins");
            entry.origins().forEach(origins::add);
          }
        });
    return lock;
  }

  /**
   * Returns the lock of a text, or nothing when it is none of ours: then its folder is a stranger's
   * and nothing in it may be replaced or removed.
   */
  public static Optional<BundleLock> parse(String text) {
    try {
      JsonNode lock = PrettyJson.tree(text);
      if (lock.path("version").asInt(0) != VERSION || !lock.path("files").isObject()) {
        return Optional.empty();
      }
      SortedMap<String, String> waivers = new TreeMap<>();
      lock.path("waivers").properties().forEach(e -> waivers.put(e.getKey(), word(e.getValue())));
      SortedMap<BundlePath, Entry> files = new TreeMap<>();
      for (var member : lock.path("files").properties()) {
        // A path that leaves the folder is refused by BundlePath, so a forged lock deletes nothing
        // elsewhere.
        files.put(new BundlePath(member.getKey()), entry(member.getValue()));
      }
      return Optional.of(
          new BundleLock(
              word(lock.path("product")),
              word(lock.path("target")),
              word(lock.path("adapter")),
              word(lock.path("adapterVersion")),
              word(lock.path("generatorVersion")),
              word(lock.path("specHash")),
              waivers,
              files));
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Entry entry(JsonNode node) {
    FileMode mode =
        node.path("executable").asBoolean(false) ? FileMode.EXECUTABLE : FileMode.REGULAR;
    List<String> origins = node.path("origins").values().stream().map(BundleLock::word).toList();
    return new Entry(word(node.path("sha256")), mode, origins);
  }

  private static String word(JsonNode node) {
    return node.asString("");
  }
}

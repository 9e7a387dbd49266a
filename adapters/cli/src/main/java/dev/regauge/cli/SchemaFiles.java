package dev.regauge.cli;

import dev.regauge.engine.CompiledProduct;
import dev.regauge.services.events.BusContract;
import dev.regauge.services.events.SchemaLock;
import dev.regauge.services.events.TopicSchemas;
import dev.regauge.spec.diagnostic.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of the topics' schemas, and the lock beside the product that has the earlier ones. */
final class SchemaFiles implements SourceText {
  private final SortedMap<String, String> schemas = new TreeMap<>();
  private final Optional<String> lock;

  private SchemaFiles(Optional<String> lock) {
    this.lock = lock;
  }

  /** Reads what is there; what is missing is a finding of the product's reader. */
  static SchemaFiles of(CompiledProduct product) throws IOException {
    Path root = product.root();
    SchemaFiles files = new SchemaFiles(text(root.resolve(SchemaLock.FILE)));
    for (var topic : product.graph().orElseThrow().product().topics()) {
      if (topic.schema().isPresent()) {
        String name = topic.schema().get();
        Path file = root.resolve(name).normalize();
        boolean isInside = Files.exists(file) && file.toRealPath().startsWith(root.toRealPath());
        Optional<String> text = isInside ? text(file) : Optional.empty();
        text.ifPresent(known -> files.schemas.put(name, known));
      }
    }
    return files;
  }

  private static Optional<String> text(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** Judges the schemas, and returns the text of the lock with them; empty for a damaged one. */
  Optional<String> judge(BusContract contract, boolean isLocking) {
    Optional<SchemaLock> known = lock.flatMap(text -> SchemaLock.read(text, contract.out()));
    if (lock.isPresent() && known.isEmpty()) {
      return Optional.empty();
    }
    SchemaLock next = TopicSchemas.judge(contract, schemas, known, isLocking);
    return Optional.of(next.text());
  }

  /** Whether a lock's text is that of the file; without topics that have schemas there is none. */
  boolean isCurrent(String text) {
    String none = new SchemaLock(new TreeMap<>()).text();
    return text.equals(lock.orElse(none));
  }

  /** Writes the lock: whoever reads it meets the old one or the new one. */
  static void write(Path root, String text) throws IOException {
    Path made = Files.createTempFile(root, SchemaLock.FILE, ".tmp");
    try {
      Files.writeString(made, text);
      Files.move(
          made,
          root.resolve(SchemaLock.FILE),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  @Override
  public Optional<String> line(String file, int line) {
    Optional<String> text =
        file.equals(SchemaLock.FILE) ? lock : Optional.ofNullable(schemas.get(file));
    return text.flatMap(known -> known.lines().skip(line - 1L).findFirst());
  }

  /** Returns the lines of these files and of others. */
  SourceText over(SourceText others) {
    return (file, line) -> line(file, line).or(() -> others.line(file, line));
  }
}

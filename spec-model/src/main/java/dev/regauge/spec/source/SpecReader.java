package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.model.ProductSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a product file and the files that it names, each once.
 *
 * <p>bytes → text → tree of nodes → normal form → records. Every mistake of a file is a diagnostic;
 * nothing that a file holds makes this throw.
 */
public final class SpecReader {

  /** The file that a product's folder is read by. */
  public static final String PRODUCT_FILE = "product.yaml";

  private static final long LARGEST_FILE = 64L << 20;

  private final NotSupportedYet later = new NotSupportedYet();
  private final OtherWords words = new OtherWords();

  /** Reads a product file, or {@code product.yaml} of a folder. */
  public SpecDocument read(Path product, Diagnostics out) {
    Path file = Files.isDirectory(product) ? product.resolve(PRODUCT_FILE) : product;
    String name = String.valueOf(file.getFileName());
    Path parent = file.toAbsolutePath().getParent();
    Disk root = new Disk(parent == null ? file.toAbsolutePath() : parent);
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        out.add(FileProblems.unreadable(name, "it is no file"));
        return nothing(name);
      }
      if (Files.size(file) > LARGEST_FILE) {
        out.add(
            FileProblems.tooLarge(new Span(name, 1, 1, 1), "the file", LARGEST_FILE >> 20, "MiB"));
        return nothing(name);
      }
      return read(name, Files.readAllBytes(file), root, out);
    } catch (NoSuchFileException e) {
      out.add(FileProblems.unreadable(name, "there is no such file"));
    } catch (IOException e) {
      out.add(FileProblems.unreadable(name, "the system says " + e.getMessage()));
    }
    return nothing(name);
  }

  /** Reads a product from bytes that go by that name; files that it names are in the root. */
  SpecDocument read(String name, byte[] bytes, RootFolder root, Diagnostics out) {
    FoundDiagnostics found = new FoundDiagnostics();
    SpecDocument document = readAll(name, bytes, root, found);
    found.sorted().forEach(out::add);
    return found.hasErrors()
        ? new SpecDocument(Optional.empty(), document.sources(), document.files())
        : document;
  }

  private SpecDocument readAll(String name, byte[] bytes, RootFolder root, Diagnostics out) {
    Optional<String> text = StrictText.decode(name, bytes, out);
    if (text.isEmpty()) {
      SourceMap shown = new SourceMap(name, null);
      shown.add(new SourceFile(name, StrictText.shown(bytes)));
      return new SpecDocument(Optional.empty(), shown, noFiles());
    }
    SourceFile file = new SourceFile(name, text.get());
    Optional<Node.Mapping> tree = TreeReader.read(file, out);
    SourceMap sources = new SourceMap(name, tree.orElse(null));
    sources.add(file);
    if (tree.isEmpty()) {
      return new SpecDocument(Optional.empty(), sources, noFiles());
    }
    NormalForm.of(tree.get(), name, out);
    Optional<ProductSpec> product = new SpecBinder(name, later, words, out).bind(tree.get());
    ReferencedFiles files = new ProductFiles(root, name, sources, out).read(tree.get());
    return new SpecDocument(product, sources, files);
  }

  private static SpecDocument nothing(String name) {
    return new SpecDocument(Optional.empty(), new SourceMap(name, null), noFiles());
  }

  private static ReferencedFiles noFiles() {
    return new ReferencedFiles(new TreeMap<>(), Optional.empty());
  }

  /** A folder of the disk. */
  private record Disk(Path root) implements RootFolder {

    @Override
    public State stateOf(String path) {
      try {
        Path real = root.resolve(path).toRealPath();
        if (!real.startsWith(root.toRealPath())) {
          return State.OUTSIDE;
        }
        if (Files.isDirectory(real)) {
          return State.FOLDER;
        }
        return Files.isRegularFile(real) ? State.FILE : State.MISSING;
      } catch (IOException | InvalidPathException e) {
        return State.MISSING;
      }
    }

    @Override
    public Optional<byte[]> read(String path, long limit) {
      try (InputStream in = Files.newInputStream(root.resolve(path))) {
        byte[] bytes = in.readNBytes((int) limit + 1);
        return bytes.length > limit ? Optional.empty() : Optional.of(bytes);
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }
}

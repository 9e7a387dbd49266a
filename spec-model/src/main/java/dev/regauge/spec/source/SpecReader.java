package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.Severity;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.model.form.Wildcards;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.SpecShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a product file and the files that it names, each once.
 *
 * <p>bytes → text → tree of nodes → normal form → records. Every mistake of a file is a diagnostic;
 * nothing that a file holds makes this throw.
 */
public final class SpecReader {

  /** The file that a product's folder is read by. */
  public static final String PRODUCT_FILE = "product.yaml";

  /** So many folders lie in each other at most where {@code **} looks. */
  private static final int DEEPEST = 20;

  /** A file with more mistakes than anyone mends at once is not judged beyond them. */
  private static final int MOST_MISTAKES = 300;

  private static final long LARGEST_FILE = 64L << 20;

  private final NotSupportedYet later = new NotSupportedYet();
  private final OtherWords words = new OtherWords();
  private final UnsavedFiles unsaved;
  private final SpecAdditions additions;

  /** Reads the disk as it is. */
  public SpecReader() {
    this(UnsavedFiles.NONE);
  }

  /** Reads the disk with unsaved texts over its files. */
  public SpecReader(UnsavedFiles unsaved) {
    this(unsaved, SpecAdditions.NONE);
  }

  /** Reads the disk with unsaved texts over its files, and with what others add. */
  public SpecReader(UnsavedFiles unsaved, SpecAdditions additions) {
    this.unsaved = unsaved;
    this.additions = additions;
  }

  /** Reads a product file, or {@code product.yaml} of a folder. */
  public SpecDocument read(Path product, Diagnostics out) {
    Path file = Files.isDirectory(product) ? product.resolve(PRODUCT_FILE) : product;
    String name = String.valueOf(file.getFileName());
    Path parent = file.toAbsolutePath().getParent();
    Disk root = new Disk(parent == null ? file.toAbsolutePath() : parent, unsaved);
    Optional<byte[]> typed = unsaved.bytes(file);
    if (typed.isPresent()) {
      return read(name, typed.get(), root, out);
    }
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        out.add(FileProblems.unreadable(file.toString(), "it is no file"));
        return nothing();
      }
      if (Files.size(file) > LARGEST_FILE) {
        out.add(
            FileProblems.tooLarge(new Span(name, 1, 1, 1), "the file", LARGEST_FILE >> 20, "MiB"));
        return nothing();
      }
      return read(name, Files.readAllBytes(file), root, out);
    } catch (NoSuchFileException e) {
      out.add(FileProblems.unreadable(file.toString(), "there is no such file"));
    } catch (IOException e) {
      out.add(FileProblems.unreadable(file.toString(), "the system says " + e.getMessage()));
    }
    return nothing();
  }

  /** Reads a product from bytes that go by that name; files that it names are in the root. */
  SpecDocument read(String name, byte[] bytes, RootFolder root, Diagnostics out) {
    FoundDiagnostics found = new FoundDiagnostics();
    FoundDiagnostics ofBinder = new FoundDiagnostics();
    SpecDocument document = readAll(name, bytes, root, found, ofBinder);
    found.sorted().forEach(out::add);
    if (!found.hasErrors()) {
      return document;
    }
    List<Diagnostic> errors =
        found.sorted().stream().filter(finding -> finding.severity() == Severity.ERROR).toList();
    boolean isReadable = document.otherKind().isEmpty() && errors.size() <= MOST_MISTAKES;
    List<Diagnostic> others = new ArrayList<>(isReadable ? errors : List.of());
    others.removeAll(ofBinder.sorted());
    Optional<PartialProduct> partial =
        document
            .sources()
            .tree()
            .filter(_ -> isReadable)
            .flatMap(tree -> PartialProduct.of(tree, document.sources(), others, later));
    return new SpecDocument(
        Optional.empty(), document.otherKind(), document.sources(), document.files(), partial);
  }

  private SpecDocument readAll(
      String name, byte[] bytes, RootFolder root, Diagnostics out, FoundDiagnostics ofBinder) {
    Optional<String> text = StrictText.decode(name, bytes, out);
    if (text.isEmpty()) {
      SourceMap shown = new SourceMap(null);
      shown.add(new SourceFile(name, StrictText.shown(bytes)));
      return new SpecDocument(
          Optional.empty(), Optional.empty(), shown, noFiles(), Optional.empty());
    }
    SourceFile file = new SourceFile(name, text.get());
    Optional<Node.Mapping> tree = TreeReader.read(file, out);
    SourceMap sources = new SourceMap(tree.orElse(null));
    sources.add(file);
    if (tree.isEmpty()) {
      return new SpecDocument(
          Optional.empty(), Optional.empty(), sources, noFiles(), Optional.empty());
    }
    if (tree.get().get("kind") instanceof Node.Scalar kind) {
      RecordShape shape = shapeOf(kind.text());
      if (shape != null) {
        new ShortForms(new TreeSet<>()).expand(tree.get(), shape);
        new SpecBinder(later, words, out).judge(tree.get(), shape);
        SpecDocument.OtherKind other = new SpecDocument.OtherKind(kind.text(), kind.span());
        return new SpecDocument(
            Optional.empty(), Optional.of(other), sources, noFiles(), Optional.empty());
      }
    }
    IncludedFiles included = new IncludedFiles(root, name, sources, out);
    included.joinTo(tree.get());
    if (!additions.equals(SpecAdditions.NONE)) {
      included.joinTo(tree.get(), additions, nameOf(tree.get()));
      new AddedSteps(additions, out).putInto(tree.get());
    }
    NormalForm.of(tree.get(), out);
    Optional<ProductSpec> product = new SpecBinder(later, words, ofBinder).bind(tree.get());
    ofBinder.sorted().forEach(out::add);
    ReferencedFiles files = new ProductFiles(root, sources, out).read(tree.get());
    return new SpecDocument(product, Optional.empty(), sources, files, Optional.empty());
  }

  private static String nameOf(Node.Mapping product) {
    return product.get("metadata") instanceof Node.Mapping metadata
            && metadata.get("name") instanceof Node.Scalar name
        ? name.text()
        : "";
  }

  private static @Nullable RecordShape shapeOf(String kind) {
    return switch (kind) {
      case "Service" -> SpecShape.service();
      case "Topic" -> SpecShape.topic();
      default -> null;
    };
  }

  private static SpecDocument nothing() {
    return new SpecDocument(
        Optional.empty(), Optional.empty(), new SourceMap(null), noFiles(), Optional.empty());
  }

  private static ReferencedFiles noFiles() {
    return new ReferencedFiles(new TreeMap<>(), Optional.empty());
  }

  /** A folder of the disk, and what is not saved to it yet. */
  private record Disk(Path root, UnsavedFiles unsaved) implements RootFolder {

    @Override
    public State stateOf(String path) {
      try {
        Path asked = root.resolve(path).normalize();
        if (asked.startsWith(root.normalize()) && unsaved.has(asked)) {
          return State.FILE;
        }
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
    public List<String> list(String pattern, int most) {
      int wild = Math.min(indexOr(pattern, '*'), indexOr(pattern, '?'));
      int slash = pattern.lastIndexOf('/', wild);
      Path start = slash < 0 ? root : root.resolve(pattern.substring(0, slash));
      int depth = pattern.contains("**") ? DEEPEST : pattern.split("/").length;
      boolean isOfFiles = pattern.lastIndexOf('.') > pattern.lastIndexOf('/');
      List<String> found = new ArrayList<>();
      for (Path file : unsaved.files()) {
        String path = file.startsWith(root) ? named(file) : "";
        if (Wildcards.fits(path, pattern) && !Files.exists(file)) {
          found.add(path);
        }
      }
      if (!Files.isDirectory(start)) {
        return found;
      }
      try (Stream<Path> paths = Files.walk(start, depth)) {
        Iterator<Path> each = paths.iterator();
        while (each.hasNext() && found.size() < most) {
          String path = named(each.next());
          if (Wildcards.fits(path, pattern) && (isOfFiles || stateOf(path) != State.FOLDER)) {
            found.add(path);
          }
        }
      } catch (IOException | UncheckedIOException e) {
        return found; // a folder that cannot be read has no files for us
      }
      return found;
    }

    private String named(Path file) {
      return root.relativize(file).toString().replace('\\', '/');
    }

    private static int indexOr(String text, char c) {
      int at = text.indexOf(c);
      return at < 0 ? text.length() : at;
    }

    @Override
    public Optional<byte[]> read(String path, long limit) {
      Optional<byte[]> typed = unsaved.bytes(root.resolve(path));
      if (typed.isPresent()) {
        return typed.filter(bytes -> bytes.length <= limit);
      }
      try (InputStream in = Files.newInputStream(root.resolve(path))) {
        byte[] bytes = in.readNBytes((int) limit + 1);
        return bytes.length > limit ? Optional.empty() : Optional.of(bytes);
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }
}

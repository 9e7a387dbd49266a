package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.Severity;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.model.ProductSpec;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.SpecShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
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

  /** Returns the file that is meant: of a folder its {@code product.yaml}. */
  public static Path fileOf(Path named) {
    Path inside = named.resolve(PRODUCT_FILE);
    boolean isInPlaceOfOne = named.endsWith(PRODUCT_FILE) && !Files.exists(inside);
    return Files.isDirectory(named) && !isInPlaceOfOne ? inside : named;
  }

  /** Returns the bytes of a spec file; that the disk does not give them is a finding. */
  public static Optional<byte[]> bytes(Path file, Diagnostics out) {
    try {
      if (Files.isDirectory(file)) {
        out.add(FileProblems.unreadable(file.toString(), "a folder stands in its place"));
      } else if (Files.exists(file) && !Files.isRegularFile(file)) {
        out.add(FileProblems.unreadable(file.toString(), "it is no file"));
      } else if (Files.size(file) > LARGEST_FILE) {
        Span start = new Span(String.valueOf(file.getFileName()), 1, 1, 1);
        out.add(FileProblems.tooLarge(start, "the file", LARGEST_FILE >> 20, "MiB"));
      } else {
        return Optional.of(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      out.add(FileProblems.unreadable(file.toString(), DiskFolder.reason(e)));
    }
    return Optional.empty();
  }

  /** Reads a product file, or {@code product.yaml} of a folder. */
  public SpecDocument read(Path product, Diagnostics out) {
    Path file = fileOf(product);
    String name = String.valueOf(file.getFileName());
    Path parent = file.toAbsolutePath().getParent();
    DiskFolder root = new DiskFolder(parent == null ? file.toAbsolutePath() : parent, unsaved);
    return unsaved
        .bytes(file)
        .or(() -> bytes(file, out))
        .map(bytes -> read(name, bytes, root, out))
        .orElseGet(SpecReader::nothing);
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
      if (kind.text().equals(ServiceOverrides.KIND)) {
        // What it lacks its service has.
        Node.Mapping alone = ServiceOverrides.alone(tree.get());
        new ShortForms(new TreeSet<>()).expand(alone, SpecShape.service());
        new SpecBinder(later, words, out).judge(alone, SpecShape.service());
        SpecDocument.OtherKind other = new SpecDocument.OtherKind(kind.text(), kind.span());
        return new SpecDocument(
            Optional.empty(), Optional.of(other), sources, noFiles(), Optional.empty());
      }
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
      new AddedSteps(additions, type -> ProductFiles.hasConnector(root, type), out)
          .putInto(tree.get());
    }
    included.override(tree.get());
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
}

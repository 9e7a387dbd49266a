package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.Severity;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.SpecShape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file in normal form (spec.md 6) and keeps its comments and groups of lines.
 *
 * <p>It reads what it wrote before it hands it out: the records and the comments are the same, or
 * the file stays as it is. What it wrote it would write again.
 */
public final class SpecFormatter {

  /** What an included file lacks to be judged as a product. */
  private static final String HEAD =
      "apiVersion: regauge.dev/v1\nkind: DataProduct\nmetadata: {name: included}\n";

  private final NotSupportedYet later = new NotSupportedYet();
  private final OtherWords words = new OtherWords();

  /** A file's normal form; no text when it has errors, which are reported. */
  public record Formatted(Optional<String> text, SourceMap sources) {}

  /** Formats the bytes of a file that goes by that name; touches no disk. */
  public Formatted format(String name, byte[] bytes, Diagnostics out) {
    Optional<String> text = StrictText.decode(name, bytes, out);
    SourceMap sources = new SourceMap(null);
    SourceFile file = new SourceFile(name, text.orElseGet(() -> StrictText.shown(bytes)));
    sources.add(file);
    if (text.isEmpty()) {
      return new Formatted(Optional.empty(), sources);
    }
    FoundDiagnostics found = new FoundDiagnostics();
    Optional<Object> meaning = meaning(file, found);
    found.sorted().forEach(out::add);
    if (meaning.isEmpty() || found.hasErrors()) {
      return new Formatted(Optional.empty(), sources);
    }
    // Read without its folder, so that paths stay as they are written; meaning turns them to the
    // root.
    SourceFile alone = new SourceFile(name.substring(name.lastIndexOf('/') + 1), text.get());
    Node.Mapping tree = TreeReader.read(alone, new FoundDiagnostics()).orElseThrow();
    Layout layout = LayoutReader.read(alone, tree);
    WrittenForm.of(tree, shapeOf(tree), layout);
    String written = SpecWriter.write(tree, layout);
    if (!isSame(meaning.get(), layout.comments, new SourceFile(name, written))) {
      Span start = new Span(name, 1, 1, 1);
      out.add(
          Diagnostic.error(
                  ReadCodes.NOT_FORMATTABLE,
                  "the file cannot be brought into normal form without changing what it says")
              .at(start)
              .label("left as it is")
              .help("write its odd texts and comments in a simpler way, and report the file"));
      return new Formatted(Optional.empty(), sources);
    }
    return new Formatted(Optional.of(written), sources);
  }

  private boolean isSame(Object meaning, List<String> comments, SourceFile written) {
    FoundDiagnostics found = new FoundDiagnostics();
    Optional<Object> again = meaning(written, found);
    if (again.isEmpty() || !again.get().equals(meaning)) {
      return false;
    }
    Node.Mapping tree = TreeReader.read(written, new FoundDiagnostics()).orElseThrow();
    return sorted(LayoutReader.read(written, tree).comments).equals(sorted(comments));
  }

  private static List<String> sorted(List<String> comments) {
    return comments.stream().sorted().toList();
  }

  /**
   * Returns the record that a file stands for, read by itself: what it includes is not looked at.
   */
  private Optional<Object> meaning(SourceFile file, Diagnostics out) {
    Optional<Node.Mapping> read = TreeReader.read(file, out);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    boolean isOverride = kindOf(read.get()).equals(ServiceOverrides.KIND);
    Node.Mapping tree = isOverride ? ServiceOverrides.alone(read.get()) : read.get();
    RecordShape shape = shapeOf(tree);
    FoundDiagnostics found = new FoundDiagnostics();
    boolean isPart = tree.get("kind") == null || tree.get("include") != null;
    if (shape == SpecShape.product()) {
      complete(tree);
      NormalForm.of(tree, found);
    } else {
      new ShortForms(new TreeSet<>()).expand(tree, shape);
    }
    SpecBinder binder = new SpecBinder(later, words, found);
    @Nullable Object record =
        shape == SpecShape.product() ? binder.bind(tree).orElse(null) : binder.value(tree, shape);
    boolean isSound = true;
    for (Diagnostic finding : found.sorted()) {
      // A check may be about an asset of another file.
      if (!isPart || !finding.code().equals(ReadCodes.CHECK_OF_NOTHING)) {
        out.add(finding);
        isSound &= finding.severity() != Severity.ERROR;
      }
    }
    if (!isSound || record == null) {
      return Optional.empty();
    }
    return Optional.of(isOverride ? List.of(record, ServiceOverrides.taken(read.get())) : record);
  }

  private static void complete(Node.Mapping part) {
    if (part.get("kind") != null || part.get("apiVersion") != null) {
      return; // a whole product, or one that lacks something
    }
    SourceFile head = new SourceFile("", HEAD);
    Node.Mapping lacking = TreeReader.read(head, new FoundDiagnostics()).orElseThrow();
    for (int i = 0; i < lacking.size(); i++) {
      if (part.positionOf(lacking.key(i).text()) < 0) {
        part.add(lacking.key(i), lacking.value(i));
      }
    }
  }

  private static String kindOf(Node.Mapping tree) {
    return tree.get("kind") instanceof Node.Scalar scalar ? scalar.text() : "";
  }

  private static RecordShape shapeOf(Node.Mapping tree) {
    return switch (kindOf(tree)) {
      case "Service", ServiceOverrides.KIND -> SpecShape.service();
      case "Topic" -> SpecShape.topic();
      default -> SpecShape.product();
    };
  }

  /** Returns the bytes of a written text. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

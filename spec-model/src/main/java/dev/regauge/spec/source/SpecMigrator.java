package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Brings a file up to this version's words, step by step, each in the order in which it was added;
 * comments stay. A version that no step begins with is refused.
 */
public final class SpecMigrator {

  private static final String VERSION = "apiVersion";
  private static final String CURRENT = "regauge.dev/v1";

  /** In the order of their making; a new one is appended and none is ever removed. */
  private static final List<Migration> STEPS = List.of(new PlainMappingRule());

  /**
   * A file after its steps; no text when it cannot be read.
   *
   * @param steps what was done, in words, one for each step that changed something
   */
  public record Migrated(Optional<String> text, List<String> steps, SourceMap sources) {
    public Migrated {
      steps = List.copyOf(steps);
    }
  }

  /** Migrates the bytes of a file that goes by that name; touches no disk. */
  public Migrated migrate(String name, byte[] bytes, Diagnostics out) {
    Optional<String> decoded = StrictText.decode(name, bytes, out);
    SourceMap sources = new SourceMap(null);
    SourceFile file = new SourceFile(name, decoded.orElseGet(() -> StrictText.shown(bytes)));
    sources.add(file);
    FoundDiagnostics found = new FoundDiagnostics();
    Optional<Node.Mapping> tree =
        decoded.isPresent() ? TreeReader.read(file, found) : Optional.empty();
    tree.ifPresent(root -> judge(name, root, found));
    found.sorted().forEach(out::add);
    if (tree.isEmpty() || found.hasErrors()) {
      return new Migrated(Optional.empty(), List.of(), sources);
    }
    String text = file.text();
    List<String> steps = new ArrayList<>();
    for (Migration step : STEPS) {
      String changed = changed(text, step);
      if (!changed.equals(text)) {
        steps.add(step.words());
        text = changed;
      }
    }
    return new Migrated(Optional.of(text), steps, sources);
  }

  /** Says what is wrong with the version, in the words of check; a part of a product has none. */
  private static void judge(String name, Node.Mapping root, Diagnostics out) {
    String kind = root.get("kind") instanceof Node.Scalar scalar ? scalar.text() : "";
    String owner =
        switch (kind) {
          case "Service" -> "the service";
          case ServiceOverrides.KIND -> "the override";
          case "Topic" -> "the topic";
          default -> "the product";
        };
    Node version = root.get(VERSION);
    if (version == null) {
      boolean isProduct = name.substring(name.lastIndexOf('/') + 1).equals(SpecReader.PRODUCT_FILE);
      if (isProduct || root.get("kind") != null) {
        out.add(FieldProblems.missingField(place(root, owner), VERSION));
      }
    } else if (!(version instanceof Node.Scalar scalar) || scalar.isNull()) {
      out.add(
          FieldProblems.wrongType(
              place(version, owner),
              "'" + VERSION + "'",
              "a text",
              ScalarBinder.foundAt(version),
              "write a text, such as " + VERSION + ": " + CURRENT));
    } else if (!scalar.text().equals(CURRENT)) {
      out.add(FieldProblems.otherVersion(place(version, "the file"), scalar.text(), CURRENT));
    }
  }

  private static FieldProblems.Place place(Node node, String owner) {
    return new FieldProblems.Place(SpecPath.of(VERSION), node.span(), owner);
  }

  private static String changed(String text, Migration step) {
    List<Migration.Change> changes =
        WrittenTree.read(text).root().map(root -> step.changes(text, root)).orElse(List.of());
    StringBuilder written = new StringBuilder(text);
    changes.stream()
        .sorted(Comparator.comparingInt(Migration.Change::start).reversed())
        .forEach(change -> written.replace(change.start(), change.end(), change.text()));
    return written.toString();
  }
}

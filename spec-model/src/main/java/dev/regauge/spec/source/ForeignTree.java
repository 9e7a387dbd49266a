package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A YAML file that was written for another tool, with the place of each part of it, for who brings
 * it into a spec. It is read as strictly as a spec is: one document, no key twice, no alias.
 */
public sealed interface ForeignTree {

  /** Returns where it stands. */
  Span span();

  /** What a text is by YAML 1.2's core rules. */
  enum Kind {
    TEXT,
    INTEGER,
    NUMBER,
    TRUE_OR_FALSE,
    NOTHING
  }

  /** A text, a number, true, false or nothing, as it is written. */
  record Text(String text, Kind kind, Span span) implements ForeignTree {}

  /** A list. */
  record Items(List<ForeignTree> items, Span span) implements ForeignTree {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A map; no key is there twice. */
  record Entries(List<Entry> entries, Span span) implements ForeignTree {
    public Entries {
      entries = List.copyOf(entries);
    }

    /** Returns the entry under that key, if it is there and says something. */
    public Optional<Entry> get(String key) {
      return entries.stream()
          .filter(entry -> entry.key().text().equals(key))
          .filter(entry -> !(entry.value() instanceof Text text && text.kind() == Kind.NOTHING))
          .findFirst();
    }
  }

  /** An entry of a map. */
  record Entry(Text key, ForeignTree value) {}

  /** A file's tree; none when it has errors, which are reported. */
  record Read(Optional<Entries> tree, SourceMap sources) {}

  /** Reads the bytes of a file that goes by that name; touches no disk. */
  static Read read(String name, byte[] bytes, Diagnostics out) {
    FoundDiagnostics found = new FoundDiagnostics();
    Optional<String> text = StrictText.decode(name, bytes, found);
    SourceMap sources = new SourceMap(null);
    SourceFile file = new SourceFile(name, text.orElseGet(() -> StrictText.shown(bytes)));
    sources.add(file);
    Optional<Node.Mapping> tree = text.flatMap(_ -> TreeReader.read(file, found));
    found.sorted().forEach(out::add);
    return new Read(found.hasErrors() ? Optional.empty() : tree.map(ForeignTree::entries), sources);
  }

  private static Entries entries(Node.Mapping map) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < map.size(); i++) {
      entries.add(new Entry(text(map.key(i)), of(map.value(i))));
    }
    return new Entries(entries, map.span());
  }

  private static ForeignTree of(Node node) {
    return switch (node) {
      case Node.Mapping map -> entries(map);
      case Node.Sequence list ->
          new Items(list.items().stream().map(ForeignTree::of).toList(), list.span());
      case Node.Scalar scalar -> text(scalar);
      case Node.Broken broken -> throw new IllegalStateException("the tree is sound");
    };
  }

  private static Text text(Node.Scalar scalar) {
    Kind kind =
        switch (scalar.kind()) {
          case INTEGER -> Kind.INTEGER;
          case NUMBER -> Kind.NUMBER;
          case TRUE_OR_FALSE -> Kind.TRUE_OR_FALSE;
          case NULL -> Kind.NOTHING;
          // A number that readers of YAML disagree about is what is written.
          case ODD_NUMBER, TEXT -> Kind.TEXT;
        };
    return new Text(scalar.text(), kind, scalar.span());
  }
}

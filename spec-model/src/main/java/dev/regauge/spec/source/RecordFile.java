package dev.regauge.spec.source;

import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.FoundDiagnostics;
import dev.regauge.spec.schema.RecordShape;
import dev.regauge.spec.schema.SpecShape;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A file that is no part of a spec and is read by the same rules: one record in YAML, every mistake
 * of it a finding with its place.
 *
 * @param record present when nothing was wrong
 * @param sources where everything is written
 */
public record RecordFile<R extends Record>(Optional<R> record, SourceMap sources) {

  /** What such a file holds; reads the record's shape once. */
  public static final class Form<R extends Record> {
    private final Class<R> type;
    private final RecordShape shape;

    /** Takes the record's own annotations for the rules of its texts. */
    public Form(Class<R> type) {
      this.type = type;
      this.shape = SpecShape.of(type);
    }

    /** Reads the file that goes by that name. */
    public RecordFile<R> read(String name, byte[] bytes, Diagnostics out) {
      FoundDiagnostics found = new FoundDiagnostics();
      SourceMap sources = new SourceMap(null);
      Optional<String> text = StrictText.decode(name, bytes, found);
      SourceFile file = new SourceFile(name, text.orElseGet(() -> StrictText.shown(bytes)));
      Optional<Node.Mapping> tree =
          text.isPresent() ? TreeReader.read(file, found) : Optional.empty();
      Optional<R> record = Optional.empty();
      if (tree.isPresent()) {
        sources = new SourceMap(tree.get());
        new ShortForms(new TreeSet<>()).expand(tree.get(), shape);
        record =
            new SpecBinder(new NotSupportedYet(), new OtherWords(), found)
                .bind(tree.get(), shape)
                .map(type::cast);
      }
      sources.add(file);
      found.sorted().forEach(out::add);
      return new RecordFile<>(found.hasErrors() ? Optional.empty() : record, sources);
    }
  }
}

package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.diagnostic.NearestName;
import dev.regauge.spec.diagnostic.Span;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a run says about itself: SQL binds and template words, as {@code run_words.py} fills them.
 */
final class RunWords {

  private RunWords() {}

  /** Returns the names of SQL binds: the partition's and the params'. */
  static SortedSet<String> binds(SpecGraph graph) {
    SortedSet<String> names = new TreeSet<>(graph.product().params().keySet());
    names.add("partition");
    names.add("partition_start");
    names.add("partition_end");
    return names;
  }

  /** Returns the words of an asset's template; only a step of a fan-out has an item. */
  static SortedSet<String> templateWords(SpecGraph graph, AssetNode asset) {
    SortedSet<String> names = new TreeSet<>();
    graph.product().params().keySet().forEach(param -> names.add("params." + param));
    names.add("asset");
    names.add("attempt");
    if (asset.spec().each().isPresent()) {
      names.add("item");
    }
    names.add("partition");
    names.add("partition_start");
    names.add("partition_end");
    names.add("run_key");
    return names;
  }

  /** Returns the fix: the near name, else all there are and what else may be meant. */
  static String help(String written, SortedSet<String> known, String form, String otherwise) {
    return NearestName.to(written, known)
        .map(name -> "did you mean '" + form.replace("%", name) + "'?")
        .orElseGet(() -> "known are " + String.join(", ", known) + otherwise);
  }

  /** A text of the spec, and where it stands. */
  record Written(String text, SpecPath path, Optional<String> file) {

    /** Places a finding about a stretch of the text as closely as its place is known. */
    Diagnostic place(Diagnostic finding, int offset, int length, Locator locator) {
      if (file.isPresent()) {
        return finding.at(path, Optional.of(inFile(file.get(), offset, length)));
      }
      Optional<Span> whole = locator.valueAt(path);
      return finding.at(path, whole.map(span -> inside(span, offset, length)));
    }

    private Span inFile(String name, int offset, int length) {
      int line = 1;
      int start = 0;
      for (int i = 0; i < offset; i++) {
        char c = text.charAt(i);
        if (c == '\n' || (c == '\r' && !text.startsWith("\r\n", i))) {
          line++;
          start = i + 1;
        }
      }
      return new Span(name, line, text.codePointCount(start, offset) + 1, length);
    }

    /** A text on one line without escapes stands in the file as it is; of others the whole. */
    private Span inside(Span span, int offset, int length) {
      int quotes = span.length() - text.codePointCount(0, text.length());
      boolean isAsItIs = text.indexOf('\n') < 0 && (quotes == 0 || quotes == 2);
      int before = text.codePointCount(0, offset) + quotes / 2;
      return isAsItIs ? new Span(span.file(), span.line(), span.column() + before, length) : span;
    }
  }
}

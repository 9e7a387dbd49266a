package dev.regauge.spec.resolve;

import dev.regauge.spec.diagnostic.SpecPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the resolver took from another place of the product, noted where it takes it. */
final class Inheritance {

  private final Map<SpecPath, SpecPath> sources = new LinkedHashMap<>();

  /** Returns a field's own value, else that of another place, which is noted. */
  <T> Optional<T> or(Optional<T> own, SpecPath at, String field, Optional<T> other, SpecPath from) {
    if (own.isEmpty() && other.isPresent()) {
      note(at.field(field), from);
    }
    return own.isPresent() ? own : other;
  }

  /** Notes that what lies at a path, and all below it, is what lies at another. */
  void note(SpecPath at, SpecPath from) {
    sources.put(at, from);
  }

  /** Returns the place that the value at the path was taken from, by itself or with all around. */
  Optional<SpecPath> sourceOf(SpecPath path) {
    String text = path.text();
    for (int end = text.length(); end > 0; end = lastStep(text, end)) {
      SpecPath from = sources.get(new SpecPath(text.substring(0, end)));
      if (from != null) {
        return Optional.of(new SpecPath(from.text() + text.substring(end)));
      }
    }
    return Optional.empty();
  }

  private static int lastStep(String path, int end) {
    return Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf('[', end - 1));
  }
}

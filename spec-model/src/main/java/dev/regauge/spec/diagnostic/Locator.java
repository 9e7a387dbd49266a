package dev.regauge.spec.diagnostic;

import java.util.Optional;

/** Finds the place in the source of a path; {@code SourceMap} is the one that reads files. */
public interface Locator {

  /** Returns the value's place, else that of its nearest ancestor that is written down. */
  Optional<Span> valueAt(SpecPath path);

  /** Returns the place of the field's own name, else as {@link #valueAt}. */
  Optional<Span> keyAt(SpecPath path);
}

package dev.regauge.spec.diagnostic;

import java.util.Optional;
import java.util.function.Supplier;

/** Finds the place in the source of a path; {@code SourceMap} is the one that reads files. */
public interface Locator {

  /** Returns the value's place, else that of its nearest ancestor that is written down. */
  Optional<Span> valueAt(SpecPath path);

  /** Returns the place of the field's own name, else as {@link #valueAt}. */
  Optional<Span> keyAt(SpecPath path);

  /** Shows every text that is written, whatever the field, those of included files too. */
  void texts(TextVisitor visitor);

  /** Sees what is written; a place is made when it is asked for. */
  interface TextVisitor {

    /** Sees a text, number or word as it is written. */
    default void text(String text, Supplier<SpecPath> place) {}

    /** Sees the name of a service that a value refers to; it is seen as a text too. */
    default void service(String name, Supplier<SpecPath> place) {}
  }
}

package dev.regauge.spec.resolve;

import dev.regauge.spec.diagnostic.Span;

/** Where a value of a completed product came from. */
public sealed interface Origin {

  /** It is written at its own place. */
  record Written(Span span) implements Origin {}

  /** It is written at another place, for example {@code defaults.timezone}. */
  record Inherited(String from, Span span) implements Origin {}

  /** The spec's own default. */
  record BuiltIn() implements Origin {}

  /** Returns the origin in words, for example {@code defaults.timezone (product.yaml:6:13)}. */
  default String words() {
    return switch (this) {
      case Written(Span span) -> place(span);
      case Inherited(String from, Span span) -> from + " (" + place(span) + ")";
      case BuiltIn() -> "default";
    };
  }

  private static String place(Span span) {
    return span.file() + ":" + span.line() + ":" + span.column();
  }
}

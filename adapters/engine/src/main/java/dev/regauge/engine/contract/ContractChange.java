package dev.regauge.engine.contract;

import dev.regauge.spec.diagnostic.Span;
import java.util.Locale;
import java.util.Optional;

/**
 * One difference between two versions of a contract.
 *
 * @param subject what is different, for example {@code customers.mail}
 * @param what the difference in words
 * @param before its place in the older version
 * @param after its place in the newer one
 */
public record ContractChange(
    Kind kind, String subject, String what, Optional<Span> before, Optional<Span> after) {

  /** What a change asks of the version's number, the most first. */
  public enum Kind {
    /** Who relied on the older version may not rely on the newer one: a major version. */
    BREAKING,
    /** More is promised than before: a minor version. */
    ADDITION,
    /** Nothing is promised otherwise: a patch. */
    PATCH;

    /** Returns the word for people and for machines. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

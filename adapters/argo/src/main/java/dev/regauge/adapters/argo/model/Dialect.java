package dev.regauge.adapters.argo.model;

import java.util.List;

/**
 * What tells one line of Argo Workflows from another, as far as bundles depend on it.
 *
 * @param line for example {@code 3.7}, as {@code targets[].version} names it
 * @param hasCap whether {@code backoff.cap} keeps each wait below a limit
 */
public record Dialect(String line, boolean hasCap) {

  /** Drops a {@code cap} that it reads. */
  public static final Dialect V3_6 = new Dialect("3.6", false);

  /** The newest. */
  public static final Dialect V3_7 = new Dialect("3.7", true);

  /** All, the oldest first. */
  public static final List<Dialect> ALL = List.of(V3_6, V3_7);

  /** Returns the dialect of a line that the adapter was tried with. */
  public static Dialect of(String line) {
    return ALL.stream().filter(dialect -> dialect.line().equals(line)).findFirst().orElseThrow();
  }
}

package dev.regauge.spec.model;

import java.util.List;
import java.util.Optional;

/** How an asset is made. Sealed: a new kind does not compile until every reader answers it. */
public sealed interface RunSpec {

  /** A function {@code pkg.mod:fn}. */
  record Python(String entrypoint) implements RunSpec {}

  /** A query, given as text or as a file; exactly one of the two. */
  record Sql(
      Optional<String> file,
      Optional<String> query,
      Optional<String> engine,
      Optional<Boolean> templated)
      implements RunSpec {}

  /** A command without a shell. */
  record Command(List<String> argv, Optional<Boolean> templated) implements RunSpec {}
}

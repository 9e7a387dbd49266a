package dev.regauge.spec.model;

import dev.regauge.spec.model.form.ExactlyOneOf;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.NotEmpty;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.ShortForm.Written;
import dev.regauge.spec.model.form.TextFormat;
import java.util.List;
import java.util.Optional;

/** How an asset is made. Sealed: a new kind does not compile until every reader answers it. */
public sealed interface RunSpec {

  /** A function {@code pkg.mod:fn}. */
  @ShortForm(field = "entrypoint")
  record Python(@Format(TextFormat.ENTRYPOINT) String entrypoint) implements RunSpec {}

  /** A query, given as text or as a file; exactly one of the two. */
  @ShortForm(field = "query", as = Written.QUERY_OR_FILE)
  @ExactlyOneOf({"file", "query"})
  record Sql(
      @Format(TextFormat.PATH) Optional<String> file,
      Optional<String> query,
      @Format(TextFormat.NAME) Optional<String> engine,
      Optional<Boolean> templated)
      implements RunSpec {}

  /** A command without a shell. */
  @ShortForm(field = "argv", as = Written.WORDS)
  record Command(@NotEmpty List<String> argv, Optional<Boolean> templated) implements RunSpec {}
}

package dev.regauge.spec.model;

import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.Inline;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.TextFormat;
import java.util.Optional;

/**
 * What looks for something outside, again and again.
 *
 * @param adds the dynamic partition set whose keys the hits become
 */
public record SensorSpec(
    @Format(TextFormat.NAME) String name,
    @Format(TextFormat.NAME) Optional<String> adds,
    @Format(TextFormat.DURATION) Optional<String> every,
    Optional<Boolean> enabled,
    @Inline SourceSpec source) {

  /** Where a sensor looks; in YAML the kind is the key. */
  public sealed interface SourceSpec {}

  /** Files in a folder. */
  public record File(Value path, @Format(TextFormat.ONE_LINE) Optional<String> pattern)
      implements SourceSpec {}

  /** New rows of a table. */
  @ShortForm(field = "table")
  public record Table(
      @Format(TextFormat.TABLE_NAME) String table,
      @Format(TextFormat.NAME) Optional<String> resource,
      Optional<String> where)
      implements SourceSpec {}

  /** Changes that an HTTP resource tells. */
  public record Http(
      @Format(TextFormat.NAME) String resource,
      @Format(TextFormat.ONE_LINE) Optional<String> path,
      @Format(TextFormat.ONE_LINE) Optional<String> cursorPath)
      implements SourceSpec {}

  /** A function {@code fn(cursor, ...) -> (hits, cursor)}. */
  @ShortForm(field = "entrypoint")
  public record Python(@Format(TextFormat.ENTRYPOINT) String entrypoint) implements SourceSpec {}
}

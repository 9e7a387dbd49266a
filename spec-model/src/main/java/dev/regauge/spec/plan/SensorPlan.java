package dev.regauge.spec.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.regauge.spec.model.Value;
import java.util.Optional;

/**
 * What looks for something outside, again and again.
 *
 * @param adds the dynamic partition set whose keys the hits become
 */
public record SensorPlan(
    String name, Optional<String> adds, long everySeconds, boolean enabled, Source source) {

  /** Returns the resource that is asked, if it is one. */
  public Optional<String> resource() {
    return switch (source) {
      case Table table -> table.resource();
      case Http http -> Optional.of(http.resource());
      case File _, Python _ -> Optional.empty();
    };
  }

  /** Where a sensor looks. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = SensorPlan.File.class, name = "file"),
    @JsonSubTypes.Type(value = SensorPlan.Table.class, name = "table"),
    @JsonSubTypes.Type(value = SensorPlan.Http.class, name = "http"),
    @JsonSubTypes.Type(value = SensorPlan.Python.class, name = "python")
  })
  public sealed interface Source {}

  /** Files in a folder. */
  public record File(Value path, String pattern) implements Source {}

  /** New rows of a table. */
  public record Table(String table, Optional<String> resource, Optional<String> where)
      implements Source {}

  /** Changes that an HTTP resource tells. */
  public record Http(String resource, Optional<String> path, Optional<String> cursorPath)
      implements Source {}

  /** A function {@code fn(cursor, ...) -> (hits, cursor)}. */
  public record Python(String entrypoint) implements Source {}
}

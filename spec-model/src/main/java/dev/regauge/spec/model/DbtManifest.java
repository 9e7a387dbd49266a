package dev.regauge.spec.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Regauge needs of a dbt project's {@code manifest.json}: the nodes that make tables, their
 * tests, the sources. It stands among the files of a product under the manifest's path, so much
 * shorter than what dbt wrote.
 *
 * @param problem why there is none of all this, in words; empty for a manifest that can be used
 * @param dbtVersion of the dbt that wrote it
 * @param nodes models, seeds, snapshots and tests by unique id
 * @param sources by unique id
 * @param disabled names of models, seeds and snapshots that the project has switched off
 * @param stale files that were changed or removed after the manifest was written
 */
public record DbtManifest(
    String problem,
    String dbtVersion,
    SortedMap<String, Node> nodes,
    SortedMap<String, Source> sources,
    List<String> disabled,
    List<String> stale) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * A node.
   *
   * @param kind {@code model}, {@code seed}, {@code snapshot} or {@code test}
   * @param file below the project
   * @param checksum of the file, SHA-256 of its text without the space around it; empty when dbt
   *     gives none
   * @param materialized {@code table}, {@code view}, {@code incremental}, {@code ephemeral} …
   * @param attached the node that a test stands at, empty for one that has a file of its own
   * @param severity of a test, {@code error} or {@code warn}
   * @param testType of a generic test, for example {@code not_null}; else empty
   */
  public record Node(
      String id,
      String kind,
      String name,
      String pkg,
      String file,
      String checksum,
      String materialized,
      String description,
      List<String> dependsOn,
      String attached,
      String severity,
      String testType) {

    /** Whether it makes a table of its own. */
    public boolean isMade() {
      return !kind.equals("test") && !materialized.equals("ephemeral");
    }

    /** Whether its next run needs the rows of the last one. */
    public boolean keepsRows() {
      return kind.equals("snapshot") || materialized.equals("incremental");
    }
  }

  /**
   * A source.
   *
   * @param table {@code schema.identifier}
   * @param name {@code source.table}, as {@code source()} names it
   * @param isFile whether dbt-duckdb reads it from where the project says
   */
  public record Source(String id, String table, String name, boolean isFile) {}

  /** Returns a manifest of which nothing can be had but the reason. */
  public static DbtManifest unusable(String problem) {
    return new DbtManifest(problem, "", new TreeMap<>(), new TreeMap<>(), List.of(), List.of());
  }

  /** Returns where the manifest of a project lies. */
  public static String pathIn(String project) {
    return project + "/target/manifest.json";
  }

  /** Returns it as a text, which {@link #read} takes. */
  public String text() {
    return JSON.writeValueAsString(this);
  }

  /** Returns what {@link #text} gave; nothing for any other text. */
  public static Optional<DbtManifest> read(String text) {
    try {
      return Optional.of(JSON.readValue(text, DbtManifest.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}

package dev.regauge.adapters.airflow.model;

import java.util.List;

/**
 * What tells one line of Airflow from another, as far as bundles depend on it. What differs as a
 * whole (the lock, the module of the waits) lies in a folder of the line's.
 *
 * @param line for example {@code 3.3}, as {@code targets[].version} names it
 * @param release the one that the line's lock holds
 * @param hasRetryPolicies whether the worker can be told how long to wait before the next attempt;
 *     without that a task has one delay for all its attempts
 * @param listsPartitions whether a timetable lists the partitions of a backfill itself, and decodes
 *     a partition's key; without that it is asked for one run after the other
 * @param addsPartitions whether a task can say of which partition its asset event is
 */
public record Dialect(
    String line,
    String release,
    boolean hasRetryPolicies,
    boolean listsPartitions,
    boolean addsPartitions) {

  /** Partitioned runs begin with this line. */
  public static final Dialect V3_2 = new Dialect("3.2", "3.2.2", false, false, false);

  /** The newest. */
  public static final Dialect V3_3 = new Dialect("3.3", "3.3.2", true, true, true);

  /** All, the oldest first. */
  public static final List<Dialect> ALL = List.of(V3_2, V3_3);

  /** Returns the dialect of a line that the adapter was tried with. */
  public static Dialect of(String line) {
    return ALL.stream().filter(dialect -> dialect.line().equals(line)).findFirst().orElseThrow();
  }

  /** Returns the path of the resource that holds what Airflow's environment is made of. */
  public String lock() {
    return "templates/airflow/locks/" + line + "/airflow.txt";
  }

  /** Returns the path of a template that the lines do not share. */
  public String template(String name) {
    return "templates/airflow/" + line + "/" + name;
  }
}

package dev.regauge.templates.runtime;

import dev.regauge.templates.TemplateSource;

/**
 * The Python runtime as this build carries it, the same for every product. Made by {@code
 * src/build/runtime_resources.py}.
 */
public final class RuntimePackage {
  private RuntimePackage() {}

  /** Returns the wheel's file name, {@code regauge_runtime-0.1.0-py3-none-any.whl}. */
  public static String wheelName() {
    return text("wheel-name.txt");
  }

  /** Returns the wheel. */
  public static byte[] wheel() {
    return TemplateSource.bytes(RuntimePackage.class, "runtime/" + wheelName());
  }

  /** Returns {@code locks/step.txt}: what the step environment holds besides the runtime. */
  public static String stepLock() {
    return text("step.txt");
  }

  /**
   * Returns {@code locks/step.txt} of a product with a run of kind dlt: the same, and dlt, with the
   * hashes of all.
   */
  public static String dltLock() {
    return text("dlt.txt");
  }

  /** Returns the clients of Kafka and NATS, with hashes: the end of {@code locks/step.txt}. */
  public static String busLock() {
    return text("bus.txt");
  }

  /** Returns the client of Glue, with hashes: the end of {@code locks/step.txt}. */
  public static String glueLock() {
    return text("glue.txt");
  }

  /** Returns the client of a Hive Metastore, with hashes: the end of {@code locks/step.txt}. */
  public static String hiveLock() {
    return text("hive.txt");
  }

  /** Returns the client of Trino, with hashes: the end of {@code locks/step.txt}. */
  public static String trinoLock() {
    return text("trino.txt");
  }

  /** Returns the client of the Kubernetes API, with hashes: the end of {@code locks/step.txt}. */
  public static String podLock() {
    return text("pod.txt");
  }

  /** Returns {@code locks/dbt.txt}: dbt and dbt-duckdb, with the hashes of all that they need. */
  public static String dbtLock() {
    return text("dbt.txt");
  }

  /** Returns the adapter of Trino, with hashes, beside what {@link #dbtLock()} has. */
  public static String dbtTrinoLock() {
    return text("dbt-trino.txt");
  }

  /**
   * Returns dbt with the adapter of a cloud's warehouse, with hashes; what two of them share has
   * the same version in both.
   *
   * @param type {@code bigquery}, {@code databricks} or {@code snowflake}
   */
  public static String dbtCloudLock(String type) {
    return text("dbt-" + type + ".txt");
  }

  /** Returns {@code locks/spark.txt}: Spark with its Java, with the hashes of all. */
  public static String sparkLock() {
    return text("spark.txt");
  }

  /**
   * Returns the text of {@code <scope>_partitions.py}: the runtime's own partition algebra, so that
   * a scheduler selects what a step understands. Standard library only.
   *
   * @param wallTimes the module under which {@link #wallTimes} stands beside it
   */
  public static String partitionAlgebra(String wallTimes) {
    return text("partitions.py").replace("regauge_runtime.wall_times", wallTimes);
  }

  /** Returns the text of {@code <scope>_wall_times.py}, which the partition algebra stands on. */
  public static String wallTimes() {
    return text("wall_times.py");
  }

  /** Returns {@code make-env.sh}, which makes the environments of a product home. */
  public static String makeEnv() {
    return text("make-env.sh");
  }

  /**
   * Returns {@code tests/test_references.py}: every function that the plan names is there and takes
   * what it is given.
   */
  public static String referenceTest() {
    return text("test_references.py");
  }

  /**
   * Returns {@code tests/test_ingestion_errors.py}: what a wrong password and a rate limit of a
   * source become.
   */
  public static String ingestionErrorsTest() {
    return text("test_ingestion_errors.py");
  }

  private static String text(String name) {
    return TemplateSource.resource(RuntimePackage.class, "runtime/" + name);
  }
}

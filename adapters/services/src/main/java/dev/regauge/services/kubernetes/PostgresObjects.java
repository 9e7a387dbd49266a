package dev.regauge.services.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The resources of the operator of PostgreSQL (CloudNativePG), as far as they are made here; it has
 * no types for Java.
 */
final class PostgresObjects {
  private static final String VERSION = "postgresql.cnpg.io/v1";

  private PostgresObjects() {}

  /** A resource with its specification. */
  record Resource<S>(String apiVersion, String kind, ObjectMeta metadata, S spec) {

    static Resource<ClusterSpec> of(ObjectMeta metadata, ClusterSpec spec) {
      return new Resource<>(VERSION, "Cluster", metadata, spec);
    }

    static Resource<DatabaseSpec> of(ObjectMeta metadata, DatabaseSpec spec) {
      return new Resource<>(VERSION, "Database", metadata, spec);
    }

    static Resource<ScheduledBackupSpec> of(ObjectMeta metadata, ScheduledBackupSpec spec) {
      return new Resource<>(VERSION, "ScheduledBackup", metadata, spec);
    }
  }

  /** Servers that hold the same rows. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ClusterSpec(
      int instances,
      @Nullable String imageName,
      @Nullable List<Named> imagePullSecrets,
      boolean enableSuperuserAccess,
      Storage storage,
      Bootstrap bootstrap,
      @Nullable Postgresql postgresql,
      @Nullable Backup backup) {}

  /** The disk of each server. */
  record Storage(String size) {}

  /** How the first server begins. */
  record Bootstrap(Initdb initdb) {}

  /** An empty database, and who owns it. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Initdb(String database, String owner, List<String> postInitApplicationSQL) {}

  /** What the servers are told. */
  record Postgresql(Synchronous synchronous) {}

  /** How many of the others must have a change. */
  record Synchronous(String method, int number) {}

  /** Where its changes and copies go. */
  record Backup(Store barmanObjectStore, String retentionPolicy) {}

  /** A folder in an object store. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Store(
      String destinationPath, @Nullable String endpointURL, Credentials s3Credentials, Wal wal) {}

  /** Where the keys of the store lie. */
  record Credentials(SecretKey accessKeyId, SecretKey secretAccessKey) {}

  /** How its log is packed. */
  record Wal(String compression) {}

  /** A key of a secret in the same namespace. */
  record SecretKey(String name, String key) {}

  /** An object in the same namespace. */
  record Named(String name) {}

  /** A database, kept as it is described. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record DatabaseSpec(
      Named cluster,
      String name,
      String owner,
      String databaseReclaimPolicy,
      List<Extension> extensions) {}

  /** An extension that is there. */
  record Extension(String name, String ensure) {}

  /** A copy of all servers' rows, again and again. */
  record ScheduledBackupSpec(
      Named cluster, String schedule, boolean immediate, String backupOwnerReference) {}
}

package dev.regauge.services.kubernetes;

import dev.regauge.services.Platform;
import dev.regauge.services.ServiceDatabase;
import dev.regauge.services.Setting;
import dev.regauge.services.Settings;
import dev.regauge.services.kubernetes.PostgresObjects.Backup;
import dev.regauge.services.kubernetes.PostgresObjects.Bootstrap;
import dev.regauge.services.kubernetes.PostgresObjects.ClusterSpec;
import dev.regauge.services.kubernetes.PostgresObjects.Credentials;
import dev.regauge.services.kubernetes.PostgresObjects.DatabaseSpec;
import dev.regauge.services.kubernetes.PostgresObjects.Extension;
import dev.regauge.services.kubernetes.PostgresObjects.Initdb;
import dev.regauge.services.kubernetes.PostgresObjects.Named;
import dev.regauge.services.kubernetes.PostgresObjects.Postgresql;
import dev.regauge.services.kubernetes.PostgresObjects.Resource;
import dev.regauge.services.kubernetes.PostgresObjects.ScheduledBackupSpec;
import dev.regauge.services.kubernetes.PostgresObjects.SecretKey;
import dev.regauge.services.kubernetes.PostgresObjects.Storage;
import dev.regauge.services.kubernetes.PostgresObjects.Store;
import dev.regauge.services.kubernetes.PostgresObjects.Synchronous;
import dev.regauge.services.kubernetes.PostgresObjects.Wal;
import dev.regauge.spec.model.ImageSpec;
import dev.regauge.spec.model.ServiceSpec.BackupSpec;
import dev.regauge.spec.model.Value;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The database of a service, as objects of CloudNativePG. */
record DatabaseLowering(Platform platform, Labels labels, ServiceDatabase database) {
  /** What all servers of a cluster are labelled with by their operator. */
  private static final String CLUSTER = "cnpg.io/cluster";

  /** By which the operator asks a server how it is, and the servers one another. */
  private static final int STATUS = 8000;

  /** Each midnight; the operator's schedules begin with seconds. */
  private static final String DAILY = "0 0 0 * * *";

  /** Returns the servers, the database in them, and its backups. */
  List<Resource<? extends Object>> objects() {
    List<Resource<? extends Object>> objects = new ArrayList<>();
    objects.add(Resource.of(meta(), cluster()));
    objects.add(Resource.of(meta(), inside()));
    if (database.spec().backup().isPresent()) {
      objects.add(
          Resource.of(
              meta(), new ScheduledBackupSpec(new Named(database.cluster()), DAILY, true, "none")));
    }
    return objects;
  }

  private io.fabric8.kubernetes.api.model.ObjectMeta meta() {
    return labels.meta(database.service(), database.cluster());
  }

  private ClusterSpec cluster() {
    String name = database.spec().name();
    int instances = database.spec().instances().orElseThrow();
    List<Named> secrets =
        database.spec().image().map(ImageSpec::pullSecrets).orElse(List.of()).stream()
            .map(Named::new)
            .toList();
    return new ClusterSpec(
        instances,
        database.spec().image().map(i -> PodLowering.reference(i, platform)).orElse(null),
        secrets.isEmpty() ? null : secrets,
        false,
        new Storage(database.spec().size().orElseThrow()),
        new Bootstrap(new Initdb(name, name, extensions())),
        instances > 1 ? new Postgresql(new Synchronous("any", 1)) : null,
        database.spec().backup().map(this::backup).orElse(null));
  }

  /** A service's first start may come before the operator has looked at its Database. */
  private List<String> extensions() {
    return database.spec().extensions().stream()
        .map(name -> "create extension if not exists \"" + name + "\"")
        .toList();
  }

  private Backup backup(BackupSpec backup) {
    return new Backup(
        new Store(
            text(backup.path()),
            backup.endpoint().map(this::text).orElse(null),
            new Credentials(
                new SecretKey(backup.secret(), ServiceDatabase.KEY_ID),
                new SecretKey(backup.secret(), ServiceDatabase.KEY)),
            new Wal("gzip")),
        backup.keepDays().orElseThrow() + "d");
  }

  private String text(Value value) {
    return Settings.of(value, platform) instanceof Setting.Known(String text) ? text : "";
  }

  private DatabaseSpec inside() {
    return new DatabaseSpec(
        new Named(database.cluster()),
        database.spec().name(),
        database.spec().name(),
        "retain",
        database.spec().extensions().stream().map(name -> new Extension(name, "present")).toList());
  }

  /**
   * Returns the policy of its servers: the service, the servers one another, and the operator. What
   * they call is open, because they ask the cluster's API, and policies know no names.
   */
  HasMetadata policy() {
    return new NetworkPolicyBuilder()
        .withMetadata(meta())
        .withNewSpec()
        .withPodSelector(peer().getPodSelector())
        .withPolicyTypes("Ingress")
        .addNewIngress()
        .withFrom(NetworkLowering.peer(database.service()))
        .withPorts(port(ServiceDatabase.PORT))
        .endIngress()
        .addNewIngress()
        .withFrom(peer(), operator())
        .withPorts(port(ServiceDatabase.PORT), port(STATUS))
        .endIngress()
        .endSpec()
        .build();
  }

  /** Returns what chooses its servers. */
  NetworkPolicyPeer peer() {
    return new NetworkPolicyPeerBuilder()
        .withNewPodSelector()
        .withMatchLabels(Map.of(CLUSTER, database.cluster()))
        .endPodSelector()
        .build();
  }

  private static NetworkPolicyPeer operator() {
    return new NetworkPolicyPeerBuilder()
        .withNewNamespaceSelector()
        .endNamespaceSelector()
        .withNewPodSelector()
        .withMatchLabels(Map.of("app.kubernetes.io/name", "cloudnative-pg"))
        .endPodSelector()
        .build();
  }

  static NetworkPolicyPort port(int number) {
    return new NetworkPolicyPortBuilder()
        .withPort(new IntOrString(number))
        .withProtocol("TCP")
        .build();
  }

  /** Returns the lowering of a service's database. */
  static Optional<DatabaseLowering> of(Platform platform, Labels labels, Platform.Placed service) {
    return ServiceDatabase.of(service)
        .map(database -> new DatabaseLowering(platform, labels, database));
  }
}

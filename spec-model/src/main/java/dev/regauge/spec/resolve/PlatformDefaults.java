package dev.regauge.spec.resolve;

import static dev.regauge.spec.resolve.SpecResolver.or;

import dev.regauge.spec.model.ImageSpec;
import dev.regauge.spec.model.ServiceSpec;
import dev.regauge.spec.model.ServiceSpec.BackupSpec;
import dev.regauge.spec.model.ServiceSpec.DatabaseSpec;
import dev.regauge.spec.model.ServiceSpec.HealthSpec;
import dev.regauge.spec.model.ServiceSpec.ReplicasSpec;
import dev.regauge.spec.model.ServiceSpec.ServiceMetadataSpec;
import dev.regauge.spec.model.ServiceSpec.ServicePortSpec;
import dev.regauge.spec.model.TopicSpec;
import dev.regauge.spec.model.TopicSpec.TopicMetadataSpec;
import java.util.Optional;

/** The defaults of services and topics. */
final class PlatformDefaults {

  private static final String VERSION = "0.1.0";
  private static final String DOMAIN = "default";
  private static final String CONTROL_BUS = "control";

  private PlatformDefaults() {}

  static ImageSpec image(ImageSpec spec) {
    return new ImageSpec(
        spec.repository(),
        spec.tag(),
        spec.digest(),
        or(spec.pullPolicy(), "IfNotPresent"),
        spec.pullSecrets());
  }

  static ServiceSpec service(ServiceSpec spec) {
    ServiceMetadataSpec metadata = spec.metadata();
    return new ServiceSpec(
        spec.apiVersion(),
        spec.kind(),
        new ServiceMetadataSpec(
            metadata.name(),
            or(metadata.version(), VERSION),
            or(metadata.domain(), DOMAIN),
            metadata.owner(),
            or(metadata.description(), ""),
            metadata.labels()),
        spec.plane(),
        or(spec.scope(), "shared"),
        or(spec.workload(), "deployment"),
        or(spec.category(), "core"),
        spec.family(),
        spec.image().map(PlatformDefaults::image),
        spec.build(),
        spec.entrypoint(),
        spec.command(),
        spec.user(),
        spec.labels(),
        spec.profile(),
        spec.url(),
        or(spec.restart(), "unless-stopped"),
        spec.ports().stream()
            .map(
                port ->
                    new ServicePortSpec(
                        port.name(), port.container(), or(port.service(), port.container())))
            .toList(),
        spec.env(),
        spec.volumes(),
        spec.health().map(PlatformDefaults::health),
        spec.dependsOn(),
        Optional.of(replicas(spec.replicas())),
        or(spec.isDefault(), false),
        spec.files(),
        spec.setup(),
        spec.hooks(),
        spec.database().map(PlatformDefaults::database));
  }

  private static DatabaseSpec database(DatabaseSpec spec) {
    return new DatabaseSpec(
        spec.name(),
        spec.extensions(),
        spec.image().map(PlatformDefaults::image),
        or(spec.instances(), 3),
        or(spec.size(), "8Gi"),
        spec.backup()
            .map(
                backup ->
                    new BackupSpec(
                        backup.path(),
                        backup.endpoint(),
                        backup.secret(),
                        or(backup.keepDays(), 30))));
  }

  private static HealthSpec health(HealthSpec spec) {
    return new HealthSpec(
        or(spec.initialDelay(), "PT30S"),
        or(spec.period(), "PT10S"),
        or(spec.timeout(), "PT5S"),
        or(spec.retries(), 10),
        spec.probe());
  }

  private static ReplicasSpec replicas(Optional<ReplicasSpec> spec) {
    int min = spec.flatMap(ReplicasSpec::min).orElse(1);
    return new ReplicasSpec(
        Optional.of(min),
        or(spec.flatMap(ReplicasSpec::max), Math.max(min, 1)),
        spec.flatMap(ReplicasSpec::targetCpu));
  }

  static TopicSpec topic(TopicSpec spec) {
    TopicMetadataSpec metadata = spec.metadata();
    String bus = spec.bus().orElse(spec.delivery().equals("signal") ? CONTROL_BUS : "data");
    boolean isControl = bus.equals(CONTROL_BUS);
    // What is compacted is kept by its keys, whatever its age.
    boolean isCompacted = spec.cleanup().filter("compact"::equals).isPresent();
    return new TopicSpec(
        spec.apiVersion(),
        spec.kind(),
        new TopicMetadataSpec(
            metadata.name(),
            or(metadata.version(), VERSION),
            or(metadata.domain(), metadata.name().substring(0, metadata.name().indexOf('.'))),
            metadata.owner(),
            or(metadata.description(), ""),
            metadata.labels()),
        spec.delivery(),
        Optional.of(bus),
        spec.reason(),
        spec.key(),
        spec.schema(),
        isControl ? spec.compatibility() : or(spec.compatibility(), "BACKWARD"),
        isControl ? spec.partitions() : or(spec.partitions(), 6),
        spec.replicas(),
        isControl || isCompacted ? spec.retention() : or(spec.retention(), "P7D"),
        isControl ? spec.cleanup() : or(spec.cleanup(), "delete"),
        spec.producers(),
        spec.consumers(),
        or(spec.acl(), "literal"),
        isControl ? spec.dlq() : or(spec.dlq(), true),
        isControl ? or(spec.stream(), "OF_EVENTS") : spec.stream(),
        isControl ? or(spec.maxAge(), "P7D") : spec.maxAge(),
        isControl ? or(spec.maxMsgs(), 1_000_000L) : spec.maxMsgs());
  }
}

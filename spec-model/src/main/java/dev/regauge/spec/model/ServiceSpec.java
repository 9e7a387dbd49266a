package dev.regauge.spec.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.regauge.spec.model.form.Between;
import dev.regauge.spec.model.form.Choice;
import dev.regauge.spec.model.form.Format;
import dev.regauge.spec.model.form.Inline;
import dev.regauge.spec.model.form.KeyFormat;
import dev.regauge.spec.model.form.NotEmpty;
import dev.regauge.spec.model.form.ShortForm;
import dev.regauge.spec.model.form.ShortForm.Written;
import dev.regauge.spec.model.form.TextFormat;
import dev.regauge.spec.model.form.Variables;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A long-lived program of the platform: a file of kind Service. */
public record ServiceSpec(
    @Choice("regauge.dev/v1") String apiVersion,
    @Choice("Service") String kind,
    ServiceMetadataSpec metadata,
    @Choice({"control", "ingestion", "storage", "compute", "relational"}) String plane,
    @Choice({"shared", "domain"}) Optional<String> scope,
    @Choice({"deployment", "statefulset", "external"}) Optional<String> workload,
    @Format(TextFormat.ONE_LINE) Optional<String> category,
    @Format(TextFormat.ONE_LINE) Optional<String> family,
    Optional<ImageSpec> image,
    Optional<BuildSpec> build,
    @Format(TextFormat.FREE) Optional<List<String>> entrypoint,
    @Format(TextFormat.FREE) Optional<List<String>> command,
    @Format(TextFormat.ONE_LINE) Optional<String> user,
    @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, String> labels,
    @Format(TextFormat.NAME) Optional<String> profile,
    Optional<Value> url,
    @Choice({"no", "always", "on-failure", "unless-stopped"}) Optional<String> restart,
    List<ServicePortSpec> ports,
    @KeyFormat(TextFormat.VARIABLE) @Variables SortedMap<String, Value> env,
    List<VolumeSpec> volumes,
    Optional<HealthSpec> health,
    @Format(TextFormat.PRODUCT_NAME) List<String> dependsOn,
    Optional<ReplicasSpec> replicas,
    @JsonProperty("default") Optional<Boolean> isDefault,
    List<FileSpec> files,
    List<SetupSpec> setup,
    Optional<ServiceHooksSpec> hooks,
    Optional<DatabaseSpec> database) {

  /** Whether it is not ours to run, and only its address is known. */
  public boolean runsElsewhere() {
    return workload.filter("external"::equals).isPresent();
  }

  /** Who and what the service is. */
  public record ServiceMetadataSpec(
      @Format(TextFormat.PRODUCT_NAME) String name,
      @Format(TextFormat.VERSION) Optional<String> version,
      @Format(TextFormat.PRODUCT_NAME) Optional<String> domain,
      @Format(TextFormat.ONE_LINE) Optional<String> owner,
      Optional<String> description,
      @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, String> labels) {}

  /** How its image is built. */
  public record BuildSpec(
      @Format(TextFormat.PATH) String context,
      @Format(TextFormat.PATH) Optional<String> dockerfile,
      @KeyFormat(TextFormat.ONE_LINE) SortedMap<String, String> args) {}

  /** A port of its container, and of the service in front. */
  public record ServicePortSpec(
      @Format(TextFormat.LABEL) String name,
      @Between(min = 1, max = 65535) int container,
      @Between(min = 1, max = 65535) Optional<Integer> service) {}

  /** A disk of its own. */
  public record VolumeSpec(
      @Format(TextFormat.LABEL) String name,
      @Format(TextFormat.ABSOLUTE_PATH) String path,
      @Format(TextFormat.QUANTITY) Optional<String> size) {}

  /** How it is seen to be well. */
  public record HealthSpec(
      @Format(TextFormat.DURATION) Optional<String> initialDelay,
      @Format(TextFormat.DURATION) Optional<String> period,
      @Format(TextFormat.DURATION) Optional<String> timeout,
      @Between(min = 1, max = 1000) Optional<Integer> retries,
      @Inline ProbeSpec probe) {}

  /** What is tried; in YAML the kind is the key. */
  public sealed interface ProbeSpec {}

  /** A page that answers. */
  public record Http(
      @Format(TextFormat.ABSOLUTE_PATH) String path, @Between(min = 1, max = 65535) int port)
      implements ProbeSpec {}

  /** A command that succeeds. */
  @ShortForm(field = "command", as = Written.WORDS)
  public record Exec(@NotEmpty List<String> command) implements ProbeSpec {}

  /** A port that is open. */
  @ShortForm(field = "port", as = Written.INTEGER)
  public record Tcp(@Between(min = 1, max = 65535) int port) implements ProbeSpec {}

  /** How many of it run. */
  @ShortForm(field = "min", as = Written.INTEGER)
  public record ReplicasSpec(
      @Between(min = 0, max = 1000) Optional<Integer> min,
      @Between(min = 1, max = 1000) Optional<Integer> max,
      @Between(min = 1, max = 100) Optional<Integer> targetCpu) {}

  /** A file beside the product that the service finds at a place of its own. */
  public record FileSpec(
      @Format(TextFormat.PATH) String source, @Format(TextFormat.ABSOLUTE_PATH) String dest) {}

  /** A job that must have ended well before the service starts. */
  public record SetupSpec(
      @Format(TextFormat.LABEL) String name,
      Optional<ImageSpec> image,
      @NotEmpty List<String> command) {}

  /** What is done after the start. */
  public record ServiceHooksSpec(List<ServiceHookSpec> postStart) {}

  /** A command after the start. */
  public record ServiceHookSpec(
      @Format(TextFormat.LABEL) String name,
      @Format(TextFormat.ONE_LINE) List<String> requires,
      @NotEmpty List<String> command,
      @Format(TextFormat.DURATION) Optional<String> timeout) {}

  /** A database of its own, in a PostgreSQL of its own. */
  public record DatabaseSpec(
      @Format(TextFormat.NAME) String name,
      @Format(TextFormat.ONE_LINE) List<String> extensions,
      Optional<ImageSpec> image,
      @Between(min = 1, max = 9) Optional<Integer> instances,
      @Format(TextFormat.QUANTITY) Optional<String> size,
      Optional<BackupSpec> backup) {}

  /** Where a database is copied to, all the time, so that it can come back as of any moment. */
  public record BackupSpec(
      Value path,
      Optional<Value> endpoint,
      @Format(TextFormat.SECRET_NAME) String secret,
      @Between(min = 1, max = 3650) Optional<Integer> keepDays) {}
}

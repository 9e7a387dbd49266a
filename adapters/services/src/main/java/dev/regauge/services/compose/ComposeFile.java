package dev.regauge.services.compose;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A compose file: the part of the Compose Specification that services come to. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ComposeFile(
    String name, SortedMap<String, Service> services, SortedMap<String, Volume> volumes) {

  /** A container, or several alike. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Service(
      String image,
      @JsonProperty("pull_policy") String pullPolicy,
      @JsonInclude(JsonInclude.Include.NON_NULL) @org.jspecify.annotations.Nullable Build build,
      List<String> profiles,
      String restart,
      String user,
      List<String> entrypoint,
      List<String> command,
      SortedMap<String, String> environment,
      List<Port> ports,
      List<String> expose,
      List<Mount> volumes,
      @JsonInclude(JsonInclude.Include.NON_NULL) @org.jspecify.annotations.Nullable
          Healthcheck healthcheck,
      @JsonProperty("depends_on") SortedMap<String, Dependency> dependsOn,
      @JsonInclude(JsonInclude.Include.NON_NULL) @org.jspecify.annotations.Nullable Deploy deploy,
      SortedMap<String, String> labels) {}

  /** How an image is built. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Build(String context, String dockerfile, SortedMap<String, String> args) {}

  /** A port of the machine, of this machine alone, that leads to a port of the container. */
  record Port(String name, int target, String published, @JsonProperty("host_ip") String hostIp) {}

  /** A disk or a file in the container. */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  record Mount(
      String type, String source, String target, @JsonProperty("read_only") boolean isReadOnly) {}

  /** How it is seen to be well. */
  record Healthcheck(
      List<String> test,
      String interval,
      String timeout,
      int retries,
      @JsonProperty("start_period") String startPeriod) {}

  /** What must have happened to another service before. */
  record Dependency(String condition) {}

  /** How many. */
  record Deploy(int replicas) {}

  /** A disk that outlives its containers. */
  record Volume(String name) {}

  /** Returns nothing as the empty text, which is not printed. */
  static String orEmpty(Optional<String> text) {
    return text.orElse("");
  }
}

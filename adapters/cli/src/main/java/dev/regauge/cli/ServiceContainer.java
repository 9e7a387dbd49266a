package dev.regauge.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A container of a service, as {@code docker container inspect} tells of it.
 *
 * @param name Docker's name of it
 * @param service its name in the compose file: a service, or one of its setups or hooks
 * @param status Docker's word, for example {@code running} or {@code exited}
 * @param health Docker's word for one that has a health check, for example {@code starting}
 */
record ServiceContainer(
    String id, String name, String service, String status, Optional<String> health) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SERVICE = "com.docker.compose.service";

  /** A container that somebody ran by {@code docker compose run} beside the service. */
  private static final String ONE_OFF = "com.docker.compose.oneoff";

  /** Reads what Docker says of containers; those that are not of a service are left out. */
  static List<ServiceContainer> read(String inspected) {
    List<ServiceContainer> containers = new ArrayList<>();
    for (JsonNode each : JSON.readTree(inspected)) {
      JsonNode labels = each.path("Config").path("Labels");
      String service = labels.path(SERVICE).asString("");
      if (!service.isEmpty() && !labels.path(ONE_OFF).asString("").equals("True")) {
        String health = each.path("State").path("Health").path("Status").asString("none");
        containers.add(
            new ServiceContainer(
                each.path("Id").asString(""),
                each.path("Name").asString("").replaceFirst("^/", ""),
                service,
                each.path("State").path("Status").asString(""),
                health.equals("none") ? Optional.empty() : Optional.of(health)));
      }
    }
    return List.copyOf(containers);
  }

  /** Whether it is there to be stopped. */
  boolean isUp() {
    return state() != ServiceState.stopped;
  }

  /** Returns what it is, in the words for services. */
  ServiceState state() {
    return switch (status) {
      case "restarting" -> ServiceState.starting;
      case "running" ->
          switch (health.orElse("")) {
            case "healthy" -> ServiceState.healthy;
            case "starting" -> ServiceState.starting;
            case "" -> ServiceState.running;
            default -> ServiceState.unhealthy;
          };
      // A container that is paused does nothing, and one that is dead never will.
      default -> ServiceState.stopped;
    };
  }
}

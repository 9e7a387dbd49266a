package dev.regauge.testkit;

import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why a step did not run. The engine says that it did not; the ends of the steps before it say
 * whether a condition left it out ({@code skipped}) or something else kept it back.
 */
final class LeftUndone {

  private LeftUndone() {}

  /** Names those of an engine's asset events that were left out by a condition. */
  static void name(ExecutionPlan plan, List<ObjectNode> events) {
    Map<String, Map<String, ObjectNode>> runs = new LinkedHashMap<>();
    for (ObjectNode event : events) {
      if (event.path("kind").asString().equals("asset")) {
        runs.computeIfAbsent(event.path("runKey").asString(), _ -> new TreeMap<>())
            .put(event.path("asset").asString(), event);
      }
    }
    runs.forEach(
        (key, ends) -> {
          String[] parts = key.split("/", 4);
          if (parts.length < 4) {
            throw new IllegalArgumentException(
                "'" + key + "' is no run key: product/job/partition/cause");
          }
          String name = parts[1];
          plan.jobs().stream()
              .filter(job -> job.name().equals(name))
              .forEach(job -> name(job, ends));
        });
  }

  private static void name(JobPlan job, Map<String, ObjectNode> ends) {
    SortedSet<String> broken = new TreeSet<>();
    for (String asset : job.assets()) {
      ObjectNode end = ends.get(asset);
      if (end == null) {
        continue;
      }
      switch (end.path("status").asString()) {
        case "success", "skipped", "blocked" -> {}
        case "not_run" -> {
          List<String> before =
              job.edges().stream()
                  .filter(edge -> edge.to().equals(asset) && ends.containsKey(edge.from()))
                  .map(JobPlan.Edge::from)
                  .toList();
          List<String> idle =
              before.stream()
                  .map(ends::get)
                  .filter(Objects::nonNull)
                  .map(LeftUndone::status)
                  .filter(status -> !status.equals("success"))
                  .toList();
          if (idle.isEmpty() || before.stream().anyMatch(broken::contains)) {
            broken.add(asset);
          } else if (idle.stream().allMatch("skipped"::equals)) {
            end.put("status", "skipped");
          }
        }
        default -> broken.add(asset);
      }
    }
  }

  private static String status(JsonNode event) {
    return event.path("status").asString();
  }
}

package org.example.prefect.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A job as a flow and its deployment.
 *
 * @param function {@code daily_job}
 * @param flowName {@code weather__daily}
 * @param steps upstream before downstream
 * @param runLimit how many runs may go at once; empty = any number
 * @param isSkipped whether a run that finds no room is left out, else it waits
 */
public record JobFlow(
    String job,
    String function,
    String flowName,
    boolean isPartitioned,
    List<Step> steps,
    List<CronLine> crons,
    List<Param> params,
    OptionalInt runLimit,
    boolean isSkipped,
    int maxConcurrent,
    List<String> tags) {

  /** A task of the flow and the assets whose tasks it waits for. */
  public record Step(String key, String function, List<String> waitsFor) {}

  /** A cron schedule of the deployment. */
  public record CronLine(String cron, String timezone, boolean isActive) {}

  /** A parameter that a run may set, in the words of its description. */
  public record Param(String name, String type, boolean isRequired, Optional<String> description) {}
}

package dev.regauge.adapters.dagster.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * A job and its schedules.
 *
 * @param name the job's name in the product
 * @param engineName its name in Dagster, {@code <product>__<job>}
 * @param tags of each of its runs
 * @param windowsConstant the partition algebra that its ticks go by, absent without partitions
 * @param keysConstant of Dagster's definition of a dynamic partition set, or of one that has such a
 *     dimension, absent with any other
 * @param skipsWhenRunning whether a tick is dropped while a run has not ended
 * @param poll what looks for triggers other than crons, absent without such
 * @param pausesAfter how many failed runs in a row keep its triggers from starting more, 0 = none
 * @param maxSteps steps of a run at once, absent when one runs after the other anyway
 */
public record AssetJob(
    String name,
    String engineName,
    String constant,
    List<List<String>> selection,
    SortedMap<String, String> tags,
    Optional<String> windowsConstant,
    Optional<String> keysConstant,
    boolean skipsWhenRunning,
    int pausesAfter,
    OptionalInt maxSteps,
    List<Schedule> schedules,
    Optional<Poll> poll) {

  /**
   * A cron line as a schedule.
   *
   * @param isCatchingUp whether its ticks also request what was missed
   * @param hasDeadline a run that began too late after its tick does nothing
   */
  public record Schedule(
      String name,
      String function,
      String cron,
      String timezone,
      boolean isEnabled,
      boolean isCatchingUp,
      boolean hasDeadline) {}

  /**
   * The job's other triggers as one sensor.
   *
   * @param runsOf job → how many of its newest ended runs the look is told of
   */
  public record Poll(
      String name,
      String function,
      long everySeconds,
      boolean isEnabled,
      SortedMap<String, Integer> runsOf) {}
}

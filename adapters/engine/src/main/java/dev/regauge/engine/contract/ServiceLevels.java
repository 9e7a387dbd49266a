package dev.regauge.engine.contract;

import dev.regauge.engine.contract.DataContract.ServiceLevel;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.PortPlan;
import dev.regauge.spec.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a port promises in numbers; without a contract it promises nothing. */
final class ServiceLevels {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private ServiceLevels() {}

  static List<ServiceLevel> of(
      PortPlan port, TablePlan table, Optional<AssetPlan> producer, List<JobPlan> jobs) {
    List<ServiceLevel> levels = new ArrayList<>();
    if (port.contract().isEmpty()) {
      return levels;
    }
    port.contract()
        .flatMap(PortPlan.Terms::sla)
        .ifPresent(
            sla -> {
              sla.freshnessSeconds()
                  .ifPresent(seconds -> levels.add(duration("latency", seconds, Optional.empty())));
              sla.availability().ifPresent(rate -> levels.add(percent("availability", rate)));
              sla.completeness().ifPresent(rate -> levels.add(percent("completeness", rate)));
            });
    table
        .retention()
        .ifPresent(
            kept ->
                kept.rowTtlSeconds()
                    .ifPresent(
                        seconds ->
                            levels.add(duration("retention", seconds, kept.rowTtlColumn()))));
    producer.ifPresent(asset -> levels.addAll(schedules(asset, jobs)));
    return levels;
  }

  private static ServiceLevel percent(String property, double rate) {
    return new ServiceLevel(
        property,
        QualityRules.number(rate),
        Optional.of("percent"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ServiceLevel duration(String property, long seconds, Optional<String> element) {
    long unit = 1;
    String name = "s";
    if (seconds % DAY == 0) {
      unit = DAY;
      name = "d";
    } else if (seconds % HOUR == 0) {
      unit = HOUR;
      name = "h";
    } else if (seconds % MINUTE == 0) {
      unit = MINUTE;
      name = "min";
    }
    return new ServiceLevel(
        property,
        seconds / unit,
        Optional.of(name),
        element,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The cron lines of the jobs that make the asset, those that are on. */
  private static List<ServiceLevel> schedules(AssetPlan asset, List<JobPlan> jobs) {
    List<ServiceLevel> levels = new ArrayList<>();
    for (JobPlan job : jobs) {
      if (job.assets().contains(asset.key())) {
        job.triggers().stream()
            .filter(JobPlan.CronTrigger::enabled)
            .forEach(
                trigger ->
                    levels.add(
                        new ServiceLevel(
                            "frequency",
                            trigger.cron(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of("job " + job.name() + " in " + trigger.timezone()),
                            Optional.of("cron"),
                            Optional.of(trigger.cron()))));
      }
    }
    return levels;
  }
}

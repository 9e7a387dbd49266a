package dev.regauge.spec.resolve;

import static dev.regauge.spec.resolve.SpecResolver.numbered;
import static dev.regauge.spec.resolve.SpecResolver.or;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.JobSpec.HistorySpec;
import dev.regauge.spec.model.TriggerSpec;
import dev.regauge.spec.resolve.Zones.Zone;
import java.util.List;
import java.util.Optional;

/** The defaults of jobs and their triggers. */
final class JobDefaults {

  private final Zones zones;
  private final Inheritance inherited;

  JobDefaults(Zones zones, Inheritance inherited) {
    this.zones = zones;
    this.inherited = inherited;
  }

  JobSpec job(SpecPath at, JobSpec spec) {
    Zone zone = zones.of(spec.ofAsset());
    return new JobSpec(
        spec.name(),
        spec.was(),
        spec.select().isEmpty() ? List.of("*") : spec.select(),
        numbered(at.field("triggers"), spec.triggers(), (place, one) -> trigger(place, one, zone)),
        or(spec.overlap(), "queue"),
        or(spec.catchup(), false),
        or(spec.maxCatchup(), 50),
        or(spec.maxActiveRuns(), 1),
        or(spec.maxConcurrent(), 4),
        or(spec.pack(), "asset"),
        spec.maxRuntime(),
        or(spec.abort(), "dependents"),
        or(spec.autoPauseAfterFailures(), 0),
        Optional.of(HistorySpec.filled(spec.history())),
        spec.params(),
        spec.setup().map(AssetDefaults::run),
        spec.teardown().map(AssetDefaults::run),
        spec.onFailure(),
        spec.tags(),
        spec.ofAsset());
  }

  /** How long {@code upstream} settles follows from the mapping, so it is the planner's. */
  private TriggerSpec trigger(SpecPath at, TriggerSpec spec, Zone zone) {
    boolean isCron = spec.cron().isPresent();
    return new TriggerSpec(
        spec.cron(),
        isCron
            ? inherited.or(spec.timezone(), at, "timezone", Optional.of(zone.name()), zone.from())
            : spec.timezone(),
        isCron ? or(spec.flavor(), "unix5") : spec.flavor(),
        isCron ? or(spec.partition(), "last") : spec.partition(),
        spec.startDeadline(),
        spec.upstream(),
        spec.settle(),
        spec.event(),
        spec.target(),
        spec.branch(),
        spec.sensor(),
        spec.all()
            .map(all -> numbered(at.field("all"), all, (place, one) -> trigger(place, one, zone))),
        spec.any()
            .map(any -> numbered(at.field("any"), any, (place, one) -> trigger(place, one, zone))),
        or(spec.enabled(), true));
  }
}

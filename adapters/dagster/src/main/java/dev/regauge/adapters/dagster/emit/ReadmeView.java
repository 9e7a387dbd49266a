package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.AssetJob;
import dev.regauge.adapters.dagster.model.CodeLocation;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.MarkdownText;
import dev.regauge.templates.literal.PlainName;
import dev.regauge.templates.literal.ShellWord;
import java.util.List;
import java.util.Locale;

/** View of {@code README.md}, for a reader who has never seen us. */
public record ReadmeView(
    MarkdownText title,
    MarkdownText description,
    PlainName product,
    PlainName location,
    PlainName packageName,
    PlainName stepModule,
    PlainName partitionsModule,
    ShellWord home,
    PlainName homeVariable,
    PlainName pythonVariable,
    PlainName exampleJob,
    boolean hasEnvironments,
    List<PlainName> environments,
    List<PlainName> settings,
    boolean hasPools,
    List<GroupLine> groups,
    List<PlainName> watchers,
    List<PlainName> keyKeepers,
    List<PlainName> alerts,
    List<JobLine> jobs,
    List<MarkdownText> notes) {

  static final Template<ReadmeView> TEMPLATE =
      new Template<>("templates/dagster/README.md.ftl", ReadmeView.class);

  /** A group and how many assets it has. */
  public record GroupLine(PlainName module, PlainName name, PlainName count) {}

  /** A job and what its ticks do. */
  public record JobLine(PlainName name, MarkdownText behaviour) {}

  static ReadmeView of(CodeLocation location) {
    String scope = location.name().toUpperCase(Locale.ROOT);
    return new ReadmeView(
        MarkdownText.of(location.product()),
        MarkdownText.of(location.description()),
        PlainName.of(location.product()),
        PlainName.of(location.name()),
        PlainName.of(location.packageName()),
        PlainName.of(location.stepModule()),
        PlainName.of(location.partitionsModule()),
        InstanceView.home(location),
        PlainName.of("REGAUGE_HOME_" + scope),
        PlainName.of("REGAUGE_STEP_PYTHON_" + scope),
        PlainName.of(location.jobs().isEmpty() ? "JOB" : location.jobs().getFirst().engineName()),
        !location.environments().isEmpty(),
        location.environments().stream().map(PlainName::of).toList(),
        location.settings().stream().map(PlainName::of).toList(),
        !location.pools().isEmpty(),
        location.groups().stream()
            .map(
                group ->
                    new GroupLine(
                        PlainName.of(group.module()),
                        PlainName.of(group.name()),
                        PlainName.of(group.assets().size())))
            .toList(),
        location.watcher().map(CodeLocation.Watcher::name).stream().map(PlainName::of).toList(),
        location.keyKeeper().map(CodeLocation.KeyKeeper::name).stream().map(PlainName::of).toList(),
        location.alerts().map(CodeLocation.Alerts::name).stream().map(PlainName::of).toList(),
        location.jobs().stream()
            .map(
                job ->
                    new JobLine(
                        PlainName.of(job.engineName()),
                        MarkdownText.of(behaviour(job) + pausing(job))))
            .toList(),
        location.notes().stream().map(MarkdownText::of).toList());
  }

  private static String behaviour(AssetJob job) {
    return job.poll()
        .map(
            poll ->
                behaviourOfTicks(job)
                    + " The sensor "
                    + poll.name()
                    + " asks the product's records every "
                    + poll.everySeconds()
                    + " s what else starts it. A run is asked for until its first step has begun:"
                    + " re-execute one that failed before that.")
        .orElseGet(() -> behaviourOfTicks(job));
  }

  private static String pausing(AssetJob job) {
    return job.pausesAfter() == 0
        ? ""
        : " It pauses after "
            + job.pausesAfter()
            + " failed runs in a row: its ticks and looks are skipped and say so, runs that a person"
            + " starts are made. To see it and to go on: python -m regauge_runtime pauses --home ."
            + " --resume "
            + job.name()
            + ", with the steps' interpreter.";
  }

  private static String behaviourOfTicks(AssetJob job) {
    if (job.schedules().isEmpty()) {
      return job.poll().isPresent() ? "has no cron." : "runs when somebody starts it.";
    }
    String partition =
        job.windowsConstant().isEmpty() ? "each tick starts a run" : partitionsOfTicks(job);
    return partition
        + (job.skipsWhenRunning() ? "; a tick is skipped while a run has not ended." : ".");
  }

  private static String partitionsOfTicks(AssetJob job) {
    String all = " also asks for every complete partition that was never published, oldest first";
    if (job.schedules().stream().allMatch(AssetJob.Schedule::isCatchingUp)) {
      return "each tick" + all;
    }
    String last = "each tick asks for the last partition that is complete by then";
    List<String> catchingUp =
        job.schedules().stream()
            .filter(AssetJob.Schedule::isCatchingUp)
            .map(AssetJob.Schedule::name)
            .toList();
    return catchingUp.isEmpty() ? last : last + ", one of " + String.join(", ", catchingUp) + all;
  }
}

package dev.regauge.adapters.dagster.emit;

import dev.regauge.adapters.dagster.model.AssetJob;
import dev.regauge.adapters.dagster.model.CodeLocation;
import dev.regauge.adapters.dagster.model.Partitions;
import dev.regauge.templates.Template;
import dev.regauge.templates.literal.PyCode;
import dev.regauge.templates.literal.PyExpr;
import dev.regauge.templates.literal.PyText;
import java.util.List;

/** View of {@code common.py}. */
public record CommonView(
    PyCode product,
    PyCode packageName,
    PyCode stepModule,
    PyCode partitionsModule,
    boolean hasPartitions,
    List<SetView> partitionSets,
    boolean hasDynamic,
    boolean hasPolls,
    boolean hasDeadlines,
    boolean hasPauses,
    boolean tellsEnds,
    boolean hasPacks) {

  static final Template<CommonView> TEMPLATE =
      new Template<>("templates/dagster/common.py.peb", CommonView.class);

  static CommonView of(CodeLocation location) {
    return new CommonView(
        PyText.comment(location.product()),
        PyExpr.name(location.packageName()).code(),
        PyExpr.name(location.stepModule()).code(),
        PyExpr.name(location.partitionsModule()).code(),
        !location.partitionSets().isEmpty(),
        location.partitionSets().stream().map(SetView::of).toList(),
        location.partitionSets().stream().anyMatch(Partitions::isDynamic),
        location.jobs().stream().anyMatch(job -> job.poll().isPresent()),
        location.jobs().stream()
            .flatMap(job -> job.schedules().stream())
            .anyMatch(AssetJob.Schedule::hasDeadline),
        location.jobs().stream().anyMatch(job -> job.pausesAfter() > 0),
        location.jobs().stream()
            .anyMatch(
                job ->
                    job.pausesAfter() > 0
                        || job.poll().filter(poll -> !poll.runsOf().isEmpty()).isPresent()),
        location.hasPacks());
  }
}

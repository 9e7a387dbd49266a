package dev.regauge.adapters.dagster;

import dev.regauge.adapters.dagster.model.Asset;
import dev.regauge.adapters.dagster.model.CodeLocation.AssetGroup;
import dev.regauge.adapters.dagster.model.Step;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.spec.plan.PackPlan;
import dev.regauge.templates.literal.PyIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Assets to steps, and steps to modules: a step of one group stands with the group's others. */
final class PackLowering {
  private final ExecutionPlan plan;
  private final AssetLowering assets;
  private final SortedMap<String, Asset> lowered = new TreeMap<>();
  private final SortedMap<String, List<Step>> byGroup = new TreeMap<>();
  private final SortedMap<String, List<Step>> byJob = new TreeMap<>();

  PackLowering(ExecutionPlan plan, AssetLowering assets) {
    this.plan = plan;
    this.assets = assets;
  }

  /** Returns the modules: those of groups, then those of jobs whose packs span several. */
  List<AssetGroup> groups() {
    for (AssetPlan asset : plan.assets()) {
      Asset one = assets.lower(asset);
      lowered.put(asset.key(), one);
      if (!assets.isPacked(asset)) {
        byGroup.computeIfAbsent(asset.group(), group -> new ArrayList<>()).add(Step.of(one));
      }
    }
    for (JobPlan job : plan.jobs()) {
      job.packs().forEach(pack -> add(job, pack));
    }
    List<AssetGroup> groups = new ArrayList<>();
    byGroup.forEach((name, steps) -> groups.add(new AssetGroup(name, name + "_assets", steps)));
    byJob.forEach((name, steps) -> groups.add(new AssetGroup(name, name + "_pack", steps)));
    return List.copyOf(groups);
  }

  private void add(JobPlan job, PackPlan pack) {
    List<Asset> members =
        pack.assets().stream().map(key -> Objects.requireNonNull(lowered.get(key))).toList();
    Step step =
        new Step(
            plan.product().scope() + "__" + pack.identifier(),
            PyIdentifier.of(pack.identifier()).name(),
            pack.identifier(),
            members,
            Optional.of(pack.identifier()),
            job.name(),
            pack.retry().waitSeconds(),
            pack.priority(),
            members.getFirst().pod(),
            pack.pool()
                .map(use -> Objects.requireNonNull(plan.pools().get(use.name())).engineName()),
            Optional.empty());
    List<String> groups = members.stream().map(Asset::group).distinct().toList();
    if (groups.size() == 1) {
      byGroup.computeIfAbsent(groups.getFirst(), group -> new ArrayList<>()).add(step);
    } else {
      byJob.computeIfAbsent(job.identifier(), name -> new ArrayList<>()).add(step);
    }
  }
}

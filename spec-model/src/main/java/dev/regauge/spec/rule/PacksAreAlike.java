package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.Packs;
import dev.regauge.spec.graph.SpecGraph;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Assets that are one step have one pool, one kind of process and one size of machine. */
final class PacksAreAlike implements Rule {

  private static final Code CODE = new Code("RG-RULE-392");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      for (Packs.Pack pack : Packs.of(job, graph)) {
        List<AssetNode> members =
            pack.assets().stream().flatMap(key -> graph.asset(key).stream()).toList();
        List<AssetNode> pooled =
            members.stream().filter(asset -> asset.spec().pool().isPresent()).toList();
        alike(pooled, asset -> asset.spec().pool().map(pool -> pool.name()))
            .ifPresent(two -> out.add(finding(graph, job, pack, two, "pool")));
        alike(members, asset -> asset.spec().execution())
            .ifPresent(two -> out.add(finding(graph, job, pack, two, "execution")));
        alike(members, asset -> asset.spec().compute())
            .ifPresent(two -> out.add(finding(graph, job, pack, two, "compute")));
      }
    }
  }

  private record Two(AssetNode first, AssetNode other) {}

  /** The first asset that says something else than the first one; an absent value is one too. */
  private static Optional<Two> alike(
      List<AssetNode> members, Function<AssetNode, Optional<?>> value) {
    return members.stream()
        .filter(asset -> !value.apply(asset).equals(value.apply(members.getFirst())))
        .findFirst()
        .map(other -> new Two(members.getFirst(), other));
  }

  private static Diagnostic finding(
      SpecGraph graph, JobNode job, Packs.Pack pack, Two two, String field) {
    return Diagnostic.error(
            CODE,
            "assets '"
                + two.first().key()
                + "' and '"
                + two.other().key()
                + "' are one step in job '"
                + job.name()
                + "', but differ in '"
                + field
                + "'")
        .at(job.path().field("pack"), graph.locator())
        .label("makes '" + pack.name() + "' one step")
        .related(
            graph.locator().valueAt(two.first().path().field(field)),
            "of '" + two.first().key() + "'")
        .related(
            graph.locator().valueAt(two.other().path().field(field)),
            "of '" + two.other().key() + "'")
        .help("give both the same '" + field + "', or write 'pack: asset'");
  }
}

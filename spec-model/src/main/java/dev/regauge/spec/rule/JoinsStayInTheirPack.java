package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.Packs;
import dev.regauge.spec.graph.SpecGraph;

/** What begins however others ended is in the same pack: a pack begins when others succeeded. */
final class JoinsStayInTheirPack implements Rule {

  private static final Code CODE = new Code("RG-RULE-391");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      for (Packs.Pack pack : Packs.of(job, graph)) {
        for (String key : pack.assets()) {
          graph.asset(key).ifPresent(asset -> check(asset, pack, job, graph, out));
        }
      }
    }
  }

  private static void check(
      AssetNode asset, Packs.Pack pack, JobNode job, SpecGraph graph, Diagnostics out) {
    String after = asset.spec().after().orElse("all");
    if (after.equals("all")) {
      return;
    }
    asset.upstream().stream()
        .filter(edge -> job.assets().contains(edge.upstream()))
        .filter(edge -> !pack.assets().contains(edge.upstream()))
        .findFirst()
        .ifPresent(
            edge ->
                out.add(
                    Diagnostic.error(
                            CODE,
                            "asset '"
                                + asset.key()
                                + "' begins however '"
                                + edge.upstream()
                                + "' ended, which is in another group, but the groups of job '"
                                + job.name()
                                + "' are one step each")
                        .at(asset.path().field("after"), graph.locator())
                        .label("a step of several assets begins when what it needs succeeded")
                        .related(
                            graph.locator().valueAt(job.path().field("pack")),
                            "makes each group one step")
                        .help(
                            "write 'pack: job', or put the assets that it comes after into the"
                                + " group '"
                                + pack.name()
                                + "'")));
  }
}

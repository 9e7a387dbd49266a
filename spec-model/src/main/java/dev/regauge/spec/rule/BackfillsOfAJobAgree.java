package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.BackfillSpec;
import java.util.List;
import java.util.Optional;

/** A job's partitions are made up for from one end, and only an asset with partitions has any. */
final class BackfillsOfAJobAgree implements Rule {

  private static final Code CODE = new Code("RG-RULE-398");
  private static final String OLDEST = "oldest";

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      List<AssetNode> partitioned =
          job.assets().stream()
              .flatMap(key -> graph.asset(key).stream())
              .filter(asset -> asset.partitionSet().isPresent())
              .toList();
      for (AssetNode asset : partitioned) {
        AssetNode first = partitioned.getFirst();
        if (!order(asset).equals(order(first))) {
          boolean isItsOwn = isOwn(asset, graph);
          AssetNode own = isItsOwn ? asset : first;
          AssetNode other = isItsOwn ? first : asset;
          out.add(
              Diagnostic.error(
                      CODE,
                      "job '"
                          + job.name()
                          + "' would begin with the "
                          + order(own)
                          + " partition of '"
                          + own.key()
                          + "' and with the "
                          + order(other)
                          + " of '"
                          + other.key()
                          + "'")
                  .at(own.path().field("backfill"), graph.locator())
                  .label("another order")
                  .related(
                      graph.locator().valueAt(job.path()), "in one run they have one partition")
                  .help("write one order for all assets of a job, at 'defaults'"));
          break;
        }
      }
    }
    for (AssetNode asset : graph.writtenAssets()) {
      if (asset.partitionSet().isEmpty() && isOwn(asset, graph)) {
        out.add(
            Diagnostic.warning(
                    CODE, "asset '" + asset.key() + "' has no partitions that could be made up for")
                .at(asset.path().field("backfill"), graph.locator())
                .label("of no partitions")
                .help("remove it, or give the asset its 'partitions'"));
      }
    }
  }

  private static boolean isOwn(AssetNode asset, SpecGraph graph) {
    return asset.spec().backfill().isPresent()
        && !asset.spec().backfill().equals(graph.product().defaults().backfill());
  }

  private static String order(AssetNode asset) {
    Optional<BackfillSpec> spec = asset.spec().backfill();
    return spec.flatMap(BackfillSpec::order).orElse(OLDEST);
  }
}

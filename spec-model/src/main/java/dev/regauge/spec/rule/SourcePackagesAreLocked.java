package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a source needs beside dlt stands in a lock: the bundle's, or the product's own. */
final class SourcePackagesAreLocked implements Rule {

  private static final Code CODE = new Code("RG-RULE-352");

  /** Packages of the bundle's own lock for dlt, in which they have one version each. */
  private static final Set<String> IN_THE_BUNDLE =
      Set.of(
          "dlt",
          "duckdb",
          "fsspec",
          "pendulum",
          "psycopg",
          "pyarrow",
          "pyiceberg",
          "requests",
          "sqlalchemy");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    if (graph.product().code().lock().isPresent()) {
      return;
    }
    for (AssetNode asset : graph.writtenAssets()) {
      if (asset.spec().run() instanceof RunSpec.Dlt dlt) {
        SpecPath at = asset.path().field("run").field("dlt").field("packages");
        List<String> packages = dlt.packages();
        for (int i = 0; i < packages.size(); i++) {
          String name = packages.get(i).replaceAll("\\[[^]]*]", "").strip();
          if (!IN_THE_BUNDLE.contains(name.toLowerCase(Locale.ROOT).replace('_', '-'))) {
            out.add(
                Diagnostic.error(
                        CODE, "the lock of the bundle has no package '" + packages.get(i) + "'")
                    .at(at.at(i), graph.locator())
                    .label("nobody would install it")
                    .help(
                        "write it, with dlt and pyarrow, into a lock of your own, and name that in"
                            + " 'code.lock'"));
          }
        }
      }
    }
  }
}

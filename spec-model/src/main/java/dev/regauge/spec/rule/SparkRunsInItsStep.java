package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.RunSpec;
import dev.regauge.spec.model.Value;
import java.util.Set;

/**
 * Spark is a part of the step that runs it: its master is local, and what the step needs for
 * handing rows in and out is the step's to set. A master that an environment's value names is
 * looked at by the step.
 */
final class SparkRunsInItsStep implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-465");

  private static final String MASTER = "spark.master";

  /** What {@code spark/application.py} sets over the asset's own. */
  private static final Set<String> OF_THE_STEP =
      Set.of(
          "spark.app.name",
          "spark.local.dir",
          "spark.sql.catalogImplementation",
          "spark.sql.parquet.outputTimestampType",
          "spark.sql.session.timeZone",
          "spark.sql.warehouse.dir",
          "spark.submit.deployMode");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (!(asset.spec().run() instanceof RunSpec.Spark spark)) {
      return;
    }
    SpecPath conf = asset.path().field("run").field("spark").field("conf");
    spark
        .conf()
        .forEach(
            (name, value) -> {
              if (name.equals(MASTER)
                  && value instanceof Value.Text(String master)
                  && !isLocal(master)) {
                out.add(
                    Diagnostic.error(
                            CODE,
                            "asset '"
                                + asset.key()
                                + "' asks for a Spark at '"
                                + master
                                + "', and a step has one of its own")
                        .at(conf.entry(name), graph.locator())
                        .label("not in the step: nothing would end it with the step")
                        .help("write local[N], or submit the application from a command"));
              } else if (OF_THE_STEP.contains(name)) {
                out.add(
                    Diagnostic.error(
                            CODE, "asset '" + asset.key() + "' sets what its step sets, " + name)
                        .at(conf.entry(name), graph.locator())
                        .label("it would have no effect")
                        .help("leave it out"));
              }
            });
  }

  private static boolean isLocal(String master) {
    return master.equals("local") || master.startsWith("local[");
  }
}

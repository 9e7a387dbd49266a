package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.AssetNode;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.CodePlaces;
import dev.regauge.spec.model.JobSpec;
import dev.regauge.spec.model.RunSpec;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Spark application is a query, a script or a function of the product's code, and takes only what
 * that form takes.
 */
final class SparkApplicationsAreCode implements AssetRule {

  private static final Code CODE = new Code("RG-RULE-466");
  private static final Pattern FORM =
      Pattern.compile("[^:]+(\\.sql|\\.py(:[A-Za-z_][A-Za-z0-9_]*)?)");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(AssetNode asset, SpecGraph graph, Diagnostics out) {
    if (!(asset.spec().run() instanceof RunSpec.Spark spark)) {
      return;
    }
    SpecPath run = asset.path().field("run").field("spark");
    String file = CodePlaces.ofApplication(spark.app());
    if (!FORM.matcher(spark.app()).matches()) {
      out.add(
          Diagnostic.error(CODE, "'" + spark.app() + "' is no Spark application")
              .at(run.field("app"), graph.locator())
              .label("neither a query, nor a script or function of Python")
              .help("name a file.sql, a file.py, or a function of one: file.py:function"));
      return;
    }
    if (!CodePlaces.isBelow(graph.product().code().paths(), file)) {
      out.add(
          Diagnostic.error(CODE, "'" + file + "' is not a part of the product's code")
              .at(run.field("app"), graph.locator())
              .label("no bundle would carry it")
              .help("add it or its folder to 'code.paths'"));
    }
    if (!spark.args().isEmpty() && !spark.app().endsWith(".py")) {
      out.add(
          Diagnostic.error(
                  CODE, "the Spark application of '" + asset.key() + "' takes no arguments")
              .at(run.field("args"), graph.locator())
              .label("only a script has a command line")
              .help("give a query or a function what it needs as params of the product"));
    }
  }

  @Override
  public void checkRest(SpecGraph graph, Diagnostics out) {
    for (JobNode job : graph.jobs()) {
      phase(job.spec().flatMap(JobSpec::setup), job.path().field("setup"), graph, out);
      phase(job.spec().flatMap(JobSpec::teardown), job.path().field("teardown"), graph, out);
    }
  }

  private static void phase(Optional<RunSpec> run, SpecPath at, SpecGraph graph, Diagnostics out) {
    if (run.filter(RunSpec.Spark.class::isInstance).isPresent()) {
      out.add(
          Diagnostic.error(
                  CODE, "a Spark application before or after a run reads and makes nothing")
              .at(at.field("spark"), graph.locator())
              .label("only an asset's application has inputs and outputs")
              .help("make it an asset, and let the others depend on it"));
    }
  }
}

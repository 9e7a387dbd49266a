package dev.regauge.spec.rule;

import dev.regauge.spec.diagnostic.Code;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.graph.JobNode;
import dev.regauge.spec.graph.SpecGraph;
import dev.regauge.spec.model.ProductSpec.ParamSpec;
import java.util.List;
import java.util.Map;

/** A job with a trigger gives the params that have no default: a tick has nobody to ask. */
final class RequiredParamsAreGiven implements Rule {

  private static final Code CODE = new Code("RG-RULE-020");

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public void check(SpecGraph graph, Diagnostics out) {
    List<String> required =
        graph.product().params().entrySet().stream()
            .filter(param -> isAsked(param.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    for (JobNode job : graph.jobs()) {
      boolean isTriggered = job.spec().filter(spec -> !spec.triggers().isEmpty()).isPresent();
      for (String name : isTriggered ? required : List.<String>of()) {
        if (!job.spec().orElseThrow().params().containsKey(name)) {
          out.add(
              Diagnostic.error(
                      CODE,
                      "job '"
                          + job.name()
                          + "' is started by a trigger, but nothing gives the param '"
                          + name
                          + "'")
                  .at(job.path().field("triggers"), graph.locator())
                  .label("a tick has nobody to ask")
                  .related(
                      graph.locator().keyAt(SpecPath.of("params").entry(name)),
                      "required, without a default")
                  .help("write 'params: {" + name + ": …}' in the job, or give it a default"));
        }
      }
    }
  }

  private static boolean isAsked(ParamSpec param) {
    return param.required().orElse(false) && param.defaultValue().isEmpty();
  }
}

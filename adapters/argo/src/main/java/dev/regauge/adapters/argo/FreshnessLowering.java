package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.Arguments;
import dev.regauge.adapters.argo.model.Document;
import dev.regauge.adapters.argo.model.Parameter;
import dev.regauge.adapters.argo.model.Template;
import dev.regauge.adapters.spi.Watched;
import dev.regauge.spec.plan.ExecutionPlan;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.util.List;

/** What looks how old assets are: one pod every five minutes for the whole product. */
record FreshnessLowering(ExecutionPlan plan, ProductNames names, StepSecrets secrets) {
  private static final String LOOK = "look";
  private static final String LOOKS = StepLowering.SCRATCH + "/regauge-looks.json";

  /** Returns the objects; none for a product whose assets may grow old. */
  List<Document> documents() {
    if (Watched.origins(plan).isEmpty()) {
      return List.of();
    }
    // One that takes longer than the time between two hangs: the next one is due.
    Template look =
        Template.pod(
            LOOK,
            Watched.EVERY_SECONDS,
            new Arguments(List.of(Parameter.file("looks", LOOKS, "[]"))),
            container());
    return new RecurringPod(names, plan.code().image(), names.freshness(), Watched.CRON)
        .documents(look, List.of());
  }

  private Container container() {
    return new ContainerBuilder()
        .withCommand(WorkflowLowering.python(names, "freshness"))
        .withArgs("--home=" + names.home(), "--output=" + LOOKS)
        .withEnv(StepLowering.variables(secrets.ofFreshness()))
        .build();
  }
}

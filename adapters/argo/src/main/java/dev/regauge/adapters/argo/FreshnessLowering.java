package dev.regauge.adapters.argo;

import dev.regauge.adapters.argo.model.Arguments;
import dev.regauge.adapters.argo.model.CronWorkflow;
import dev.regauge.adapters.argo.model.CronWorkflow.CronSpec;
import dev.regauge.adapters.argo.model.CronWorkflow.Submission;
import dev.regauge.adapters.argo.model.CronWorkflow.TemplateName;
import dev.regauge.adapters.argo.model.Document;
import dev.regauge.adapters.argo.model.Metadata;
import dev.regauge.adapters.argo.model.Parameter;
import dev.regauge.adapters.argo.model.Template;
import dev.regauge.adapters.argo.model.WorkflowTemplate;
import dev.regauge.adapters.spi.Watched;
import dev.regauge.spec.plan.ExecutionPlan;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.util.List;
import java.util.TreeMap;

/** What looks how old assets are: one pod every five minutes for the whole product. */
record FreshnessLowering(ExecutionPlan plan, ProductNames names, StepSecrets secrets) {
  private static final String LOOK = "look";
  private static final String LOOKS = StepLowering.SCRATCH + "/regauge-looks.json";

  /** Returns the objects; none for a product whose assets may grow old. */
  List<Document> documents() {
    if (Watched.assets(plan).isEmpty()) {
      return List.of();
    }
    Metadata metadata =
        new Metadata(names.freshness(), RunParameters.labels(names), new TreeMap<>());
    Template look =
        new Template(
            LOOK,
            null,
            null,
            null,
            // One that takes longer hangs: the next one is due.
            Watched.EVERY_SECONDS,
            null,
            null,
            new Arguments(List.of(Parameter.file("looks", LOOKS, "[]"))),
            null,
            List.of(),
            null,
            container());
    return List.of(
        WorkflowTemplate.of(
            metadata,
            new WorkflowLowering(names)
                .spec(
                    RunParameters.labels(names),
                    LOOK,
                    new Arguments(
                        List.of(
                            Parameter.configMapKey(
                                "image", names.image(), EnvironmentLowering.IMAGE))),
                    List.of(),
                    List.of(look),
                    WorkflowLowering.KEPT_SECONDS)),
        CronWorkflow.of(
            metadata,
            new CronSpec(
                List.of(Watched.CRON),
                "UTC",
                // What one look leaves the next one finds.
                "Forbid",
                0,
                1,
                3,
                false,
                new Submission(
                    new TemplateName(names.freshness()), "", new Arguments(List.of())))));
  }

  private Container container() {
    return new ContainerBuilder()
        .withCommand(WorkflowLowering.python(names, "freshness"))
        .withArgs("--home=" + names.home(), "--output=" + LOOKS)
        .withEnv(StepLowering.variables(secrets.ofRecords()))
        .build();
  }
}

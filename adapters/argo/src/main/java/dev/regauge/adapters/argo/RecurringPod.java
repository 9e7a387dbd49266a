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
import dev.regauge.spec.plan.ImagePlan;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A pod of the product's own that looks at the records again and again: what one of them leaves the
 * next one finds, so none waits for another and a missed one is not made up for.
 *
 * @param name of both objects
 * @param cron of five fields, in UTC
 */
record RecurringPod(ProductNames names, Optional<ImagePlan> image, String name, String cron) {

  List<Document> documents(Template pod, List<Volume> volumes) {
    Metadata metadata = new Metadata(name, RunParameters.labels(names), new TreeMap<>());
    return List.of(
        WorkflowTemplate.of(
            metadata,
            new WorkflowLowering(names, image)
                .spec(
                    RunParameters.labels(names),
                    pod.name(),
                    new Arguments(
                        List.of(
                            Parameter.configMapKey(
                                "image", names.image(), EnvironmentLowering.IMAGE))),
                    volumes,
                    List.of(pod),
                    WorkflowLowering.KEPT_SECONDS)),
        CronWorkflow.of(
            metadata,
            new CronSpec(
                List.of(cron),
                "UTC",
                "Forbid",
                0,
                1,
                3,
                false,
                new Submission(new TemplateName(name), "", new Arguments(List.of())))));
  }
}

package org.example.cronjobs;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.example.cronjobs.CronjobsProduct.Place;
import org.example.cronjobs.CronjobsProduct.Starter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** CronJobs as JSON, which Kubernetes reads as it does YAML; a serializer quotes all texts. */
final class CronjobObjects {
  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter().withArrayIndenter(INDENT).withObjectIndenter(INDENT))
          .build();

  /** Ends of a run that no other pod would make better: the runner has tried what may be. */
  private static final List<Integer> FINAL = List.of(8, 78);

  /** What a run by hand may say; nothing of it is said by a tick. */
  private static final SortedMap<String, String> ASKED =
      new TreeMap<>(Map.of("RUN_PARAMS", "{}", "RUN_PARTITION", "", "RUN_RANGE", ""));

  private final CronjobsProduct product;
  private final Place place;

  private CronjobObjects(CronjobsProduct product, Place place) {
    this.product = product;
    this.place = place;
  }

  static String text(CronjobsProduct product, Place place) {
    ObjectNode list = JSON.createObjectNode();
    list.put("apiVersion", "v1").put("kind", "List");
    ArrayNode items = list.putArray("items");
    CronjobObjects objects = new CronjobObjects(product, place);
    place.starters().forEach(starter -> items.add(objects.cronJob(starter)));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(list) + "\n";
  }

  private ObjectNode cronJob(Starter starter) {
    ObjectNode object = JSON.createObjectNode();
    object.put("apiVersion", "batch/v1").put("kind", "CronJob");
    ObjectNode metadata = object.putObject("metadata").put("name", starter.name());
    if (!place.namespace().isEmpty()) {
      metadata.put("namespace", place.namespace());
    }
    labels(metadata);
    ObjectNode notes = metadata.putObject("annotations").put("regauge.dev/job", starter.job());
    // A label of Kubernetes takes few characters, and a key of ours may be any text.
    notes.put("regauge.dev/labels", JSON.writeValueAsString(product.labels()));
    notes.put("regauge.dev/tags", JSON.writeValueAsString(starter.tags()));
    ObjectNode spec = object.putObject("spec");
    spec.put("schedule", starter.cron()).put("timeZone", starter.zone());
    spec.put("suspend", starter.isSuspended()).put("concurrencyPolicy", starter.overlap());
    starter.lateSeconds().ifPresent(late -> spec.put("startingDeadlineSeconds", late));
    ObjectNode job = spec.putObject("jobTemplate").putObject("spec").put("backoffLimit", 2);
    starter.deadlineSeconds().ifPresent(limit -> job.put("activeDeadlineSeconds", limit));
    ArrayNode rules = job.putObject("podFailurePolicy").putArray("rules");
    // A node that is emptied takes nothing from the attempts.
    ObjectNode moved = rules.addObject().put("action", "Ignore");
    ObjectNode condition = moved.putArray("onPodConditions").addObject();
    condition.put("type", "DisruptionTarget").put("status", "True");
    ObjectNode ended = rules.addObject().put("action", "FailJob").putObject("onExitCodes");
    ended.put("containerName", "run").put("operator", "In");
    FINAL.forEach(ended.putArray("values")::add);
    ObjectNode template = job.putObject("template");
    labels(template.putObject("metadata"));
    pod(template.putObject("spec"), starter);
    return object;
  }

  private void labels(ObjectNode metadata) {
    metadata.putObject("labels").put("app.kubernetes.io/part-of", product.settings());
  }

  private void pod(ObjectNode pod, Starter starter) {
    pod.put("restartPolicy", "Never").put("automountServiceAccountToken", false);
    ObjectNode user = pod.putObject("securityContext").put("runAsNonRoot", true);
    user.putObject("seccompProfile").put("type", "RuntimeDefault");
    ObjectNode run = pod.putArray("containers").addObject();
    run.put("name", "run").put("image", place.image());
    String home = "/opt/regauge/" + product.scope();
    ArrayNode command = run.putArray("command");
    command.add(home + "/venv/step/bin/python").add("-m").add("regauge_runtime").add("cronjob");
    ArrayNode words = run.putArray("args");
    words.add("--home=" + home).add("--job=" + starter.job().replace("$", "$$"));
    // The Job's name tells the runner its tick: the controller ends it with the minute.
    words.add("--run=$(RUN_NAME)").add("--cron-job=" + starter.name());
    words.add("--partition=$(RUN_PARTITION)").add("--partitions=$(RUN_RANGE)");
    words.add("--params=$(RUN_PARAMS)");
    variables(run.putArray("env"));
    ArrayNode from = run.putArray("envFrom");
    for (String kind : List.of("configMapRef", "secretRef")) {
      from.addObject().putObject(kind).put("name", product.settings()).put("optional", true);
    }
    ObjectNode rights = run.putObject("securityContext");
    rights.put("allowPrivilegeEscalation", false).put("readOnlyRootFilesystem", true);
    rights.putObject("capabilities").putArray("drop").add("ALL");
    run.putArray("volumeMounts").addObject().put("name", "scratch").put("mountPath", "/tmp");
    pod.putArray("volumes").addObject().put("name", "scratch").putObject("emptyDir");
  }

  private void variables(ArrayNode env) {
    place
        .environment()
        .ifPresent(name -> env.addObject().put("name", "REGAUGE_ENV").put("value", name));
    env.addObject()
        .put("name", "RUN_NAME")
        .putObject("valueFrom")
        .putObject("fieldRef")
        .put("fieldPath", "metadata.labels['batch.kubernetes.io/job-name']");
    ASKED.forEach((name, value) -> env.addObject().put("name", name).put("value", value));
  }
}

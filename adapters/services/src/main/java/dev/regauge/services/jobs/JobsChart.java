package dev.regauge.services.jobs;

import dev.regauge.adapters.spi.Bundle;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.Polled;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.adapters.spi.Watched;
import dev.regauge.services.Refusals;
import dev.regauge.services.Rendered;
import dev.regauge.services.YamlText;
import dev.regauge.services.chart.ChartObject;
import dev.regauge.services.chart.ChartText;
import dev.regauge.services.chart.ChartValues;
import dev.regauge.services.chart.ChartYaml;
import dev.regauge.spec.diagnostic.Diagnostic;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.spec.diagnostic.Locator;
import dev.regauge.spec.feature.FeatureUse;
import dev.regauge.spec.feature.Support;
import dev.regauge.spec.plan.AssetPlan;
import dev.regauge.spec.plan.EnvironmentPlan;
import dev.regauge.spec.plan.JobPlan;
import dev.regauge.templates.Renderer;
import dev.regauge.templates.Template;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A product's jobs as a Helm chart of CronJobs, and of Jobs for single runs: what a cluster runs
 * without an orchestrator (ADR 0098).
 */
public final class JobsChart {

  private static final Template<JobsView> README =
      new Template<>("templates/services/jobs-README.md.ftl", JobsView.class);
  private static final Template<JobsView> HELPERS =
      new Template<>("templates/services/jobs-helpers.tpl.ftl", JobsView.class);

  /** What packages of the chart leave out: the namespace is there before the release is. */
  private static final String IGNORED = "bundle.lock.json\nnamespace*.yaml\n";

  private JobsChart() {}

  /** Adds a finding for each thing that the chart cannot carry out. */
  public static void judge(JobsProduct product, Locator locator, Diagnostics out) {
    for (FeatureUse use : product.uses()) {
      if (answer(product, use) instanceof Support.Unsupported(String why, String instead)) {
        String message =
            "the jobs chart cannot carry out " + use.feature().id() + " of " + use.address();
        out.add(
            Diagnostic.error(Refusals.JOBS, message)
                .at(use.path(), locator)
                .label(why)
                .help(instead));
      }
    }
  }

  private static Support answer(JobsProduct product, FeatureUse use) {
    boolean choosesNodes =
        product.plan().assets().stream()
            .filter(asset -> use.address().startsWith("assets[" + asset.key() + "].compute"))
            .anyMatch(
                asset ->
                    !asset.compute().nodeSelector().isEmpty()
                        || !asset.compute().tolerations().isEmpty());
    if (choosesNodes) {
      return new Support.Unsupported(
          "the steps of a run share one pod, and so one node",
          "leave nodeSelector and tolerations out");
    }
    boolean countsSlots =
        product.plan().environments().values().stream()
            .filter(each -> use.address().startsWith("environments[" + each.name() + "]"))
            .anyMatch(each -> !each.poolSlots().isEmpty());
    if (countsSlots) {
      return new Support.Unsupported(
          "a run counts a pool's own slots alone", "leave the environment's pools out");
    }
    return JobsFeatures.support(use);
  }

  /** Returns the chart; only of a product of which nothing was refused. */
  public static Rendered render(JobsProduct product) {
    References references = References.of(product.plan());
    JobsValues values = new JobsValues(product, references);
    ChartValues all = values.all();
    List<String> differences = differences(product);
    List<BundleFile> files = new ArrayList<>(objects(product));
    files.add(BundleFile.text("values.yaml", all.yaml(product.name())));
    files.add(BundleFile.text("values.schema.json", all.schema()));
    files.add(BundleFile.text("Chart.yaml", chart(product)));
    files.add(BundleFile.text(".helmignore", IGNORED));
    if (product.plan().environments().isEmpty()) {
      files.add(namespace("namespace.yaml", product, EnvironmentPlan.NONE));
    }
    for (EnvironmentPlan environment : product.plan().environments().values()) {
      files.add(namespace("namespace-" + environment.name() + ".yaml", product, environment));
      files.add(BundleFile.text("values-" + environment.name() + ".yaml", values.of(environment)));
    }
    JobsView view = JobsView.of(product, references, Polled.jobs(product.plan()), differences);
    files.add(BundleFile.text("templates/_helpers.tpl", Renderer.standard().render(HELPERS, view)));
    files.add(BundleFile.text("README.md", Renderer.standard().render(README, view)));
    return new Rendered(new Bundle(new TargetName("jobs"), files), differences);
  }

  private static List<BundleFile> objects(JobsProduct product) {
    JobsObjects objects = new JobsObjects(product, new JobPods(product));
    List<BundleFile> files = new ArrayList<>();
    files.add(file(product, "access", List.of(), objects.access(), List.of(), List.of()));
    for (JobPlan job : product.plan().jobs()) {
      String head = "{{- $job := index .Values.jobs \"" + job.name() + "\" }}";
      List<String> origins = List.of("jobs[" + job.name() + "]");
      if (!job.triggers().isEmpty()) {
        files.add(
            file(
                product,
                "jobs/" + job.identifier(),
                List.of(head),
                objects.crons(job),
                List.of(),
                origins));
      }
      String isAsked =
          "{{- if and (eq .Values.run.job \"" + job.name() + "\") (not .Values.run.step) }}";
      files.add(
          file(
              product,
              "runs/" + job.identifier(),
              List.of(head, "{{- include \"jobs.run\" . }}", isAsked),
              List.of(objects.run(job)),
              List.of("{{- end }}"),
              origins));
    }
    for (AssetPlan asset : product.plan().assets()) {
      String head = "{{- $job := index .Values.steps \"" + asset.key() + "\" }}";
      String isAsked = "{{- if eq .Values.run.step \"" + asset.key() + "\" }}";
      files.add(
          file(
              product,
              "steps/" + asset.identifier(),
              List.of(head, isAsked),
              List.of(objects.step(asset)),
              List.of("{{- end }}"),
              List.of("assets[" + asset.key() + "]")));
    }
    if (Polled.isNeeded(product.plan())) {
      files.add(look(product, "triggers", objects.triggers(), Polled.origins(product.plan())));
    }
    if (!Watched.origins(product.plan()).isEmpty()) {
      files.add(look(product, "freshness", objects.freshness(), Watched.origins(product.plan())));
    }
    return files;
  }

  private static BundleFile look(
      JobsProduct product, String name, ChartObject object, List<String> origins) {
    return file(
        product,
        name,
        List.of("{{- $job := .Values." + name + " }}", "{{- if $job.enabled }}"),
        List.of(object),
        List.of("{{- end }}"),
        origins);
  }

  private static BundleFile file(
      JobsProduct product,
      String name,
      List<String> head,
      List<ChartObject> objects,
      List<String> foot,
      List<String> origins) {
    return BundleFile.text(
        "templates/" + name + ".yaml",
        ChartText.print(product.name(), head, objects, foot),
        origins);
  }

  /** Returns what is otherwise than the product says, a sentence for each feature. */
  private static List<String> differences(JobsProduct product) {
    SortedMap<String, Map<String, Integer>> uses = new TreeMap<>();
    for (FeatureUse use : product.uses()) {
      if (answer(product, use) instanceof Support.Approximated(String difference)) {
        uses.computeIfAbsent(difference, _ -> new LinkedHashMap<>())
            .merge(use.feature().id(), 1, Integer::sum);
      }
    }
    List<String> lines = new ArrayList<>();
    uses.forEach(
        (difference, features) ->
            lines.add(String.join(", ", features.keySet()) + ": " + difference));
    boolean hasClockChanges =
        product.plan().jobs().stream()
            .flatMap(job -> job.triggers().stream())
            .anyMatch(trigger -> !trigger.timezone().matches("(Etc/)?(UTC|GMT|Z)"));
    if (hasClockChanges) {
      lines.add(
          "cron: where clocks change, a time that is skipped has no tick and one that comes twice"
              + " has two");
    }
    lines.add(
        "step: the attempts of a single step all call themselves the first, and wait as Jobs do");
    lines.add("secret: every pod has the secrets of the whole product");
    return lines;
  }

  private static String chart(JobsProduct product) {
    return YamlText.print(
        product.name(),
        List.of(
            ChartYaml.of(
                product.name() + "-jobs",
                "The jobs of " + product.name(),
                product.plan().product().version(),
                JobPods.LAYER)));
  }

  private static BundleFile namespace(
      String path, JobsProduct product, EnvironmentPlan environment) {
    SortedMap<String, String> labels = new TreeMap<>();
    for (String mode : List.of("audit", "enforce", "warn")) {
      labels.put("pod-security.kubernetes.io/" + mode, "restricted");
    }
    labels.put("regauge.dev/layer", JobPods.LAYER);
    Namespace namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(product.namespace(environment))
            .withLabels(labels)
            .endMetadata()
            .build();
    return BundleFile.text(path, YamlText.print(product.name(), List.of(namespace)));
  }
}

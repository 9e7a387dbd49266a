package dev.regauge.services.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.regauge.adapters.spi.Bundle;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.TargetName;
import dev.regauge.services.Dialect;
import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.services.Refusals;
import dev.regauge.services.Rendered;
import dev.regauge.services.Settings;
import dev.regauge.services.YamlText;
import dev.regauge.services.chart.ChartImages;
import dev.regauge.services.chart.ChartObject;
import dev.regauge.services.chart.ChartText;
import dev.regauge.services.chart.ChartValues;
import dev.regauge.services.chart.ChartYaml;
import dev.regauge.services.chart.Schema;
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.templates.Renderer;
import dev.regauge.templates.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Services as a Helm chart: the objects of {@link KubernetesDialect}, whose replicas, images, sizes
 * and variables are values. What environments differ in lies in a file of values for each.
 */
public final class HelmDialect implements Dialect {
  private static final Template<HelmView> README =
      new Template<>("templates/services/helm-README.md.ftl", HelmView.class);
  private static final Template<HelmView> HELPERS =
      new Template<>("templates/services/helm-helpers.tpl.ftl", HelmView.class);

  /** What packages of the chart leave out: the namespace is there before the release is. */
  private static final String IGNORED = "bundle.lock.json\nnamespace*.yaml\n";

  @Override
  public String name() {
    return "platform";
  }

  @Override
  public void judge(Platform platform, Diagnostics out) {
    new KubernetesRefusals(platform, Refusals.ofKubernetes(platform, out)).judge();
    for (Platform environment : platform.environments()) {
      new KubernetesRefusals(environment, Refusals.ofKubernetes(environment, out)).judge();
    }
  }

  @Override
  public Rendered render(Platform platform) {
    Labels labels = new Labels(platform);
    List<String> differences = differences(platform);
    ChartValues values = new ChartValues("The values of the services of " + platform.product());
    List<String> variables = KubernetesDialect.values(platform);
    values.add(
        List.of("environment"),
        Schema.known(
            "What services read from their environment; from the ConfigMap "
                + PodLowering.VALUES
                + " where it is not here.",
            variables));
    waiter(values);
    List<BundleFile> files = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (Placed service : platform.services()) {
      String origin = "services[" + service.name() + "]";
      all.add(origin);
      if (!service.isExternal()) {
        new ServiceValues(platform, service).addTo(values);
        ServiceChart chart = new ServiceChart(platform, labels, service);
        files.add(
            BundleFile.text(
                "templates/services/" + service.name() + ".yaml",
                ChartText.print(platform.product(), chart.head(), chart.objects(), chart.foot()),
                List.of(origin)));
      }
    }
    files.add(
        BundleFile.text(
            "templates/network.yaml",
            ChartText.print(
                platform.product(),
                List.of(),
                List.of(ChartObject.of(new NetworkLowering(platform, labels).closed())),
                List.of()),
            all));
    files.add(BundleFile.text("values.yaml", values.yaml(platform.product()), all));
    files.add(BundleFile.text("values.schema.json", values.schema(), all));
    files.add(BundleFile.text("Chart.yaml", chart(platform)));
    files.add(BundleFile.text(".helmignore", IGNORED));
    files.add(namespace("namespace.yaml", platform));
    for (Platform environment : platform.environments()) {
      String name = environment.environment().orElseThrow();
      files.add(namespace("namespace-" + name + ".yaml", environment));
      files.add(BundleFile.text("values-" + name + ".yaml", valuesOf(environment, variables), all));
    }
    HelmView view = HelmView.of(platform, variables, Settings.secrets(platform), differences);
    files.add(BundleFile.text("templates/_helpers.tpl", Renderer.standard().render(HELPERS, view)));
    files.add(BundleFile.text("README.md", Renderer.standard().render(README, view)));
    return new Rendered(new Bundle(new TargetName(name()), files), differences);
  }

  /** A chart has a switch for what is not there by default. */
  private static List<String> differences(Platform platform) {
    return KubernetesDifferences.of(platform).stream()
        .map(line -> line.replace("leave its file out of apply", "write its 'enabled: false'"))
        .toList();
  }

  private static void waiter(ChartValues values) {
    int tag = PodLowering.WAITER.lastIndexOf(':');
    ChartImages.add(
        values,
        List.of("waiter", "image"),
        PodLowering.WAITER.substring(0, tag),
        PodLowering.WAITER.substring(tag + 1),
        "");
  }

  private static String chart(Platform platform) {
    ChartYaml chart =
        ChartYaml.of(
            platform.product() + "-platform",
            "The services of " + platform.product(),
            platform.graph().product().metadata().version().orElse("0.1.0"),
            Labels.SERVICES);
    return YamlText.print(platform.product(), List.of(chart));
  }

  private static BundleFile namespace(String path, Platform platform) {
    return BundleFile.text(
        path, YamlText.print(platform.product(), List.of(KubernetesDialect.namespace(platform))));
  }

  /** Returns what an environment has in another way than {@code values.yaml}. */
  private static String valuesOf(Platform environment, List<String> variables) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (String name : variables) {
      Optional.ofNullable(environment.values().get(name))
          .ifPresent(text -> values.withObject("/environment").put(name, text));
    }
    for (Placed service : environment.services()) {
      Integer replicas = environment.replicas().get(service.name());
      if (replicas != null && !service.isExternal()) {
        values.withObject("/services/" + service.name()).put("replicas", replicas);
      }
    }
    return YamlText.print(environment.product(), List.of(values));
  }
}

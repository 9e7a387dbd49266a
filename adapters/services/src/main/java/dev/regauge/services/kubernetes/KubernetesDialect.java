package dev.regauge.services.kubernetes;

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
import dev.regauge.spec.diagnostic.Diagnostics;
import dev.regauge.templates.Renderer;
import dev.regauge.templates.Template;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Services as objects of Kubernetes, a file for each, with the namespace and its network. */
public final class KubernetesDialect implements Dialect {
  private static final Template<KubernetesView> README =
      new Template<>("templates/services/kubernetes-README.md.ftl", KubernetesView.class);

  @Override
  public String name() {
    return "kubernetes";
  }

  @Override
  public void judge(Platform platform, Diagnostics out) {
    new KubernetesRefusals(platform, Refusals.ofKubernetes(platform, out)).judge();
  }

  @Override
  public Rendered render(Platform platform) {
    Labels labels = new Labels(platform);
    List<String> differences = KubernetesDifferences.of(platform);
    List<BundleFile> files = new ArrayList<>();
    files.add(file(platform, "namespace.yaml", List.of(namespace(platform)), List.of()));
    List<String> all = new ArrayList<>();
    for (Placed service : platform.services()) {
      String origin = "services[" + service.name() + "]";
      all.add(origin);
      if (!service.isExternal()) {
        List<Object> objects = new ArrayList<>();
        DatabaseLowering.of(platform, labels, service)
            .ifPresent(database -> objects.addAll(database.objects()));
        objects.addAll(new ServiceLowering(platform, labels, service).objects());
        files.add(file(platform, "services/" + service.name() + ".yaml", objects, List.of(origin)));
      }
    }
    files.add(
        file(platform, "network.yaml", new NetworkLowering(platform, labels).policies(), all));
    files.add(
        BundleFile.text(
            "README.md",
            Renderer.standard()
                .render(
                    README,
                    KubernetesView.of(
                        platform, values(platform), Settings.secrets(platform), differences))));
    return new Rendered(new Bundle(new TargetName(name()), files), differences);
  }

  /** Returns the values that come from the ConfigMap: those of an environment not named. */
  static List<String> values(Platform platform) {
    return Settings.outside(platform).stream()
        .filter(name -> !name.startsWith("REGAUGE_SECRET_"))
        .toList();
  }

  private static BundleFile file(
      Platform platform, String path, List<? extends Object> objects, List<String> origins) {
    return BundleFile.text(path, YamlText.print(platform.product(), objects), origins);
  }

  /** Returns the namespace, which takes restricted pods only. */
  static Namespace namespace(Platform platform) {
    SortedMap<String, String> labels = new TreeMap<>();
    for (String mode : List.of("audit", "enforce", "warn")) {
      labels.put("pod-security.kubernetes.io/" + mode, "restricted");
    }
    labels.put(Labels.LAYER, Labels.SERVICES);
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(platform.namespace())
        .withLabels(labels)
        .endMetadata()
        .build();
  }
}

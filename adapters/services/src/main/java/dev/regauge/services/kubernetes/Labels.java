package dev.regauge.services.kubernetes;

import dev.regauge.services.Platform;
import dev.regauge.services.Platform.Placed;
import dev.regauge.services.WrittenLabels;
import dev.regauge.spec.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the objects of services are called and labelled. */
record Labels(Platform platform) {
  /** The layer of long-lived services; the steps of products are layer 4. */
  static final String LAYER = "regauge.dev/layer";

  static final String SERVICES = "3";

  /** What every pod of a product's steps has. */
  static final String PRODUCT = "regauge.dev/product";

  private static final String NAME = "app.kubernetes.io/name";
  private static final Pattern KEY =
      Pattern.compile(
          "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

  /** Returns what chooses the pods of a service. */
  static Map<String, String> selector(Placed service) {
    return new TreeMap<>(Map.of(NAME, service.name(), LAYER, SERVICES));
  }

  /** Whether Kubernetes takes that as the name of a label or annotation. */
  static boolean isKey(String key) {
    return KEY.matcher(key).matches();
  }

  /** Returns the name, the labels, and as annotations those that are no labels to Kubernetes. */
  ObjectMeta meta(Placed service, String name) {
    ServiceSpec spec = service.spec();
    SortedMap<String, String> written = new TreeMap<>(spec.metadata().labels());
    written.putAll(spec.labels());
    WrittenLabels sorted = WrittenLabels.of(written);
    SortedMap<String, String> labels = sorted.labels();
    labels.putAll(selector(service));
    labels.put("app.kubernetes.io/component", spec.plane());
    labels.put("app.kubernetes.io/managed-by", "regauge");
    labels.put("app.kubernetes.io/version", spec.metadata().version().orElse("0.1.0"));
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(platform.namespace())
        .withLabels(labels)
        .withAnnotations(sorted.annotations().isEmpty() ? null : sorted.annotations())
        .build();
  }

  /** Returns the name and labels of what is the whole platform's. */
  ObjectMeta shared(String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(platform.namespace())
        .withLabels(
            new TreeMap<>(Map.of("app.kubernetes.io/managed-by", "regauge", LAYER, SERVICES)))
        .build();
  }
}

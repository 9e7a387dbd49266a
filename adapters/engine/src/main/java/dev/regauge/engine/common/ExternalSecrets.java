package dev.regauge.engine.common;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.regauge.adapters.spi.BundleFile;
import dev.regauge.adapters.spi.SecretStores;
import dev.regauge.engine.PrettyYaml;
import dev.regauge.spec.model.Value.SecretRef;
import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.PlanJson;
import dev.regauge.spec.plan.SecretStoresPlan.ExternalSecretsPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The folder {@code secrets/} of a bundle: which Secrets the External Secrets operator shall make,
 * of which entries of its store. They name secrets and hold none.
 */
final class ExternalSecrets {

  private static final List<String> ORIGINS = List.of("secretStores.externalSecrets");

  private ExternalSecrets() {}

  record Metadata(String name, SortedMap<String, String> labels) {}

  record StoreRef(String kind, String name) {}

  record Target(String name, String creationPolicy) {}

  record RemoteRef(String key, String property) {}

  record Data(String secretKey, RemoteRef remoteRef) {}

  record Spec(String refreshInterval, StoreRef secretStoreRef, Target target, List<Data> data) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record ExternalSecret(String apiVersion, String kind, Metadata metadata, Spec spec) {}

  record Kustomization(String apiVersion, String kind, List<String> resources) {}

  /** Returns an object for each Secret, and what applies them; none where no secret is such. */
  static List<BundleFile> of(ExecutionPlan plan) {
    return SecretStores.external(plan)
        .map(store -> files(plan, store, named(plan)))
        .orElse(List.of());
  }

  private static List<BundleFile> files(
      ExecutionPlan plan, ExternalSecretsPlan store, SortedMap<String, SortedSet<String>> secrets) {
    List<BundleFile> files = new ArrayList<>();
    List<String> names = new ArrayList<>();
    secrets.forEach(
        (name, keys) -> {
          // No name of a secret has a dot, so that no other one's file is called so.
          String file = name.equals("kustomization") ? name + ".secret.yaml" : name + ".yaml";
          names.add(file);
          files.add(file(plan, file, secret(store, name, keys)));
        });
    if (!names.isEmpty()) {
      files.add(
          file(
              plan,
              "kustomization.yaml",
              new Kustomization("kustomize.config.k8s.io/v1beta1", "Kustomization", names)));
    }
    return files;
  }

  private static ExternalSecret secret(
      ExternalSecretsPlan store, String name, SortedSet<String> keys) {
    String entry = store.path().isEmpty() ? name : store.path() + "/" + name;
    return new ExternalSecret(
        "external-secrets.io/v1",
        "ExternalSecret",
        new Metadata(name, new TreeMap<>(Map.of("app.kubernetes.io/managed-by", "regauge"))),
        new Spec(
            store.refreshSeconds() + "s",
            new StoreRef(store.kind(), store.store()),
            new Target(name, "Owner"),
            keys.stream().map(key -> new Data(key, new RemoteRef(entry, key))).toList()));
  }

  private static BundleFile file(ExecutionPlan plan, String name, Record content) {
    return BundleFile.text(
        "secrets/" + name, PrettyYaml.text(plan.product().name(), content), ORIGINS);
  }

  private static SortedMap<String, SortedSet<String>> named(ExecutionPlan plan) {
    SortedMap<String, SortedSet<String>> keys = new TreeMap<>();
    for (SecretRef secret : PlanJson.secrets(plan)) {
      if (secret.source().equals(SecretStores.EXTERNAL)) {
        keys.computeIfAbsent(secret.name(), _ -> new TreeSet<>()).add(secret.key());
      }
    }
    return keys;
  }
}

package dev.regauge.engine.monitoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.SortedMap;

/** The objects of Kubernetes that carry rules and dashboards, in its words. */
final class Manifests {

  private Manifests() {}

  record Metadata(String name, SortedMap<String, String> labels) {}

  /** Rules for the Prometheus operator. */
  record PrometheusRule(String apiVersion, String kind, Metadata metadata, RuleFile spec) {
    PrometheusRule(Metadata metadata, RuleFile spec) {
      this("monitoring.coreos.com/v1", "PrometheusRule", metadata, spec);
    }
  }

  /**
   * What {@code kubectl apply -k} takes of the folder.
   *
   * @param configMaps that kustomize makes of files beside it
   */
  record Kustomization(
      String apiVersion,
      String kind,
      List<String> resources,
      @JsonProperty("configMapGenerator") List<FromFiles> configMaps) {
    Kustomization(List<String> resources, List<FromFiles> configMaps) {
      this("kustomize.config.k8s.io/v1beta1", "Kustomization", resources, configMaps);
    }
  }

  /** A ConfigMap of files, each as {@code key=path}. */
  record FromFiles(String name, List<String> files, Options options) {}

  /** A name that stays the same is replaced, where one with a hash leaves the old one behind. */
  record Options(boolean disableNameSuffixHash, SortedMap<String, String> labels) {}
}

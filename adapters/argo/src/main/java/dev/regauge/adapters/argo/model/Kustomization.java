package dev.regauge.adapters.argo.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What {@code kubectl apply -k} takes together. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Kustomization(
    String apiVersion, String kind, String namespace, List<String> resources, List<Patch> patches)
    implements Document.Tool {

  /** Returns a kustomization; an empty namespace leaves the objects' own. */
  public static Kustomization of(String namespace, List<String> resources, List<Patch> patches) {
    return new Kustomization(
        "kustomize.config.k8s.io/v1beta1", "Kustomization", namespace, resources, patches);
  }

  /** A JSON patch of one object; {@code patch} is its text. */
  public record Patch(Target target, String patch) {}

  /** The object that a patch changes. */
  public record Target(String kind, String name) {}
}

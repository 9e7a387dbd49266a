package dev.regauge.adapters.argo.model;

import com.fasterxml.jackson.annotation.JsonValue;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** One YAML document. */
public sealed interface Document {

  /** An object of Kubernetes itself. */
  record Core(@JsonValue HasMetadata object) implements Document {}

  /** An object of Argo's. */
  sealed interface Argo extends Document permits WorkflowTemplate, CronWorkflow {}

  /** A kustomization file. */
  sealed interface Tool extends Document permits Kustomization {}
}

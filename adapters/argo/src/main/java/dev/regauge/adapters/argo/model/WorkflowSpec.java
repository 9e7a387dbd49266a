package dev.regauge.adapters.argo.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;

/**
 * What a workflow runs, as whom and with what.
 *
 * @param podSpecPatch a strategic merge patch in JSON of every pod
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WorkflowSpec(
    String entrypoint,
    Arguments arguments,
    Metadata workflowMetadata,
    String serviceAccountName,
    boolean automountServiceAccountToken,
    Executor executor,
    PodSecurityContext securityContext,
    List<LocalObjectReference> imagePullSecrets,
    String podSpecPatch,
    PodCleaning podGC,
    Lifetime ttlStrategy,
    Defaults templateDefaults,
    List<Template> templates) {

  /** Whose token Argo's own containers hold; the step's container holds none. */
  public record Executor(String serviceAccountName) {}

  /** When ended pods go. */
  public record PodCleaning(String strategy, String deleteDelayDuration) {}

  /** When ended workflows go. */
  public record Lifetime(long secondsAfterCompletion) {}

  /** What every step has. */
  public record Defaults(List<Volume> volumes, Container container) {}
}

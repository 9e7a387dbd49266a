package dev.regauge.adapters.argo.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** A job's triggers of one time zone. */
public record CronWorkflow(String apiVersion, String kind, Metadata metadata, CronSpec spec)
    implements Document.Argo {

  /** Returns the object of that content. */
  public static CronWorkflow of(Metadata metadata, CronSpec spec) {
    return new CronWorkflow("argoproj.io/v1alpha1", "CronWorkflow", metadata, spec);
  }

  /** When and how runs are submitted. */
  public record CronSpec(
      List<String> schedules,
      String timezone,
      String concurrencyPolicy,
      long startingDeadlineSeconds,
      int successfulJobsHistoryLimit,
      int failedJobsHistoryLimit,
      boolean suspend,
      Submission workflowSpec) {}

  /** What is submitted: a WorkflowTemplate with arguments; no entrypoint = the template's own. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Submission(
      TemplateName workflowTemplateRef, String entrypoint, Arguments arguments) {}

  /** The name of a WorkflowTemplate. */
  public record TemplateName(String name) {}
}

package dev.regauge.adapters.argo.model;

/** A job, ready to be submitted. */
public record WorkflowTemplate(String apiVersion, String kind, Metadata metadata, WorkflowSpec spec)
    implements Document.Argo {

  /** Returns the object of that content. */
  public static WorkflowTemplate of(Metadata metadata, WorkflowSpec spec) {
    return new WorkflowTemplate("argoproj.io/v1alpha1", "WorkflowTemplate", metadata, spec);
  }
}

package dev.regauge.adapters.argo.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A task of a graph or a stage.
 *
 * @param template of the same workflow, empty with a {@code templateRef}
 * @param depends empty = starts at once
 * @param when empty = always
 * @param withParam a JSON list with one task for each of its items
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Task(
    String name,
    String template,
    @Nullable TemplateReference templateRef,
    String depends,
    String when,
    String withParam,
    @Nullable Arguments arguments) {

  /** A template of another WorkflowTemplate. */
  public record TemplateReference(String name, String template) {}
}

package dev.regauge.lineage.openlineage;

import dev.regauge.spec.plan.ExecutionPlan;
import dev.regauge.spec.plan.LineagePlan;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * What of {@code observability.lineage} is about an event's content.
 *
 * @param namespace of jobs and of the product's own tables
 * @param facets those that are told; absent: all
 */
record LineageSettings(String namespace, URI producer, Optional<Set<String>> facets) {
  /** Who says it when the product names nobody: a URI is needed, and steps say the same. */
  private static final String PRODUCER = "urn:regauge:runtime";

  /** Returns the settings of a product; one that declares no lineage tells all of it. */
  static LineageSettings of(ExecutionPlan plan) {
    Optional<LineagePlan> declared = plan.lineage();
    return new LineageSettings(
        declared.map(LineagePlan::namespace).orElse(plan.product().name()),
        URI.create(declared.flatMap(LineagePlan::producer).orElse(PRODUCER)),
        declared.map(LineageSettings::facets));
  }

  boolean tells(String facet) {
    return facets.map(chosen -> chosen.contains(facet)).orElse(true);
  }

  private static Set<String> facets(LineagePlan plan) {
    return Set.copyOf(
        plan.columnLineage()
            ? plan.facets()
            : plan.facets().stream().filter(name -> !name.equals("columnLineage")).toList());
  }
}

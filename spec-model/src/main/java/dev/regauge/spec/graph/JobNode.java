package dev.regauge.spec.graph;

import dev.regauge.spec.diagnostic.SpecPath;
import dev.regauge.spec.model.JobSpec;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A job with its selection carried out.
 *
 * @param spec absent for the manual job of an asset that is in no other
 * @param assets upstream before downstream
 * @param partitionSets the sets of its partitioned assets; more than one is a mistake that a rule
 *     reports
 */
public record JobNode(
    String name,
    Optional<JobSpec> spec,
    SpecPath path,
    List<String> assets,
    SortedSet<String> partitionSets) {}

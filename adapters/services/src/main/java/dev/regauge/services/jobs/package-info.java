/**
 * A product's jobs as objects of Kubernetes alone, in a Helm chart: what runs where there is no
 * orchestrator. Each run is one pod of the runtime's own runner.
 */
@NullMarked
package dev.regauge.services.jobs;

import org.jspecify.annotations.NullMarked;

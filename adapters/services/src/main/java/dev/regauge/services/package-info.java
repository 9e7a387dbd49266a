/**
 * Services to a compose file and to objects of Kubernetes; after the graph, knows no orchestrator
 * and touches no disk.
 */
@NullMarked
package dev.regauge.services;

import org.jspecify.annotations.NullMarked;

/**
 * The target model: the subset of Argo's kinds that we emit, as records in the order of their
 * members.
 *
 * <p>Core Kubernetes objects are Fabric8's types. An absent member is null, an empty list or an
 * empty map, and is left out of the YAML.
 */
@NullMarked
package dev.regauge.adapters.argo.model;

import org.jspecify.annotations.NullMarked;

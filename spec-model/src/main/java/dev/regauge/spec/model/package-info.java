/**
 * The neutral model: records in the normal form of the spec, as the resolver completes them.
 *
 * <p>Knows no YAML, no file, no target and no other package of ours.
 */
@NullMarked
package dev.regauge.spec.model;

import org.jspecify.annotations.NullMarked;

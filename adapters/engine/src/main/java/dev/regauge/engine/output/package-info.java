/**
 * The last stage: bundles to disk, all of them or none, and nothing when nothing changed.
 *
 * <p>Only {@code BundleWriter} and what it drives in this package touch the disk.
 */
@NullMarked
package dev.regauge.engine.output;

import org.jspecify.annotations.NullMarked;

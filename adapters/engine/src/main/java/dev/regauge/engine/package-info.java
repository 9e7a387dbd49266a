/**
 * The straight line: from spec files to bundles, through every stage and every adapter. It names no
 * target.
 */
@NullMarked
package dev.regauge.engine;

import org.jspecify.annotations.NullMarked;

/** Drives adapters: from spec files to bundles on disk. */
@NullMarked
package dev.regauge.engine;

import org.jspecify.annotations.NullMarked;

/** Ingestion as floe writes it (seed 002): a platform's manifest and the pipeline's file. */
@NullMarked
package dev.regauge.spec.imports.floe;

import org.jspecify.annotations.NullMarked;

/**
 * Declared tables as Iceberg tables: what they are, how they may change, and the catalogs that hold
 * them.
 *
 * <p>Reads the execution plan only. Iceberg decides what a change may be; this decides which of
 * those a table's {@code evolution} lets through. Only the command line uses it, adapters never.
 */
@NullMarked
package dev.regauge.catalog.iceberg;

import org.jspecify.annotations.NullMarked;

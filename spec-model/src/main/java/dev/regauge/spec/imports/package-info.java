/**
 * What importers share that bring the files of another tool into a spec: the report of what became
 * of each field, the findings that refuse, and how a spec's text is written. Each tool has a
 * package of its own below. May import {@code source}, {@code model} and {@code diagnostic};
 * touches no disk.
 */
@NullMarked
package dev.regauge.spec.imports;

import org.jspecify.annotations.NullMarked;

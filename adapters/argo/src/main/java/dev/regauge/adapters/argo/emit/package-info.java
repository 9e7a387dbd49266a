/**
 * Writes the target model down: YAML by a serializer, text by templates. Decides nothing and reads
 * neither clock nor disk.
 */
@NullMarked
package dev.regauge.adapters.argo.emit;

import org.jspecify.annotations.NullMarked;

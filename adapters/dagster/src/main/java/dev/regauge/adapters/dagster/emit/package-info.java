/** Target model to text: one view per template. Decides nothing but the layout. */
@NullMarked
package dev.regauge.adapters.dagster.emit;

import org.jspecify.annotations.NullMarked;

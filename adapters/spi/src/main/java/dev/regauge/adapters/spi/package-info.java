/** The seam between the neutral plan and one orchestrator's bundle. */
@NullMarked
package dev.regauge.adapters.spi;

import org.jspecify.annotations.NullMarked;
